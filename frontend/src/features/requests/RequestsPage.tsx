import { t } from "@lingui/core/macro";
import { type ComponentType, Suspense } from "react";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { partIn } from "../../api/programme";
import { useProgramme } from "../../api/useProgramme";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import { Waiting } from "../../ui/Waiting";
import { Inbox } from "./Inbox";
import { MyRequests } from "./MyRequests";
import "../../styles/pages.css";

/** What a coordinator sees instead: a feature of its own, which the app brings along. */
type Coordinated = { ForCoordinator: ComponentType<{ programme: ProgrammeOut }> };

export function RequestsPage({ ForCoordinator }: Coordinated) {
  const programme = useProgramme();
  const part = programme && partIn(programme);
  if (!programme || part === "staff") return <NotForYou title={t`Requests`} />;
  if (part === "coordinator")
    return (
      <Suspense fallback={<Waiting />}>
        <ForCoordinator programme={programme} />
      </Suspense>
    );
  return (
    <Page title={part === "mentee" ? t`My requests` : t`Requests to me`}>
      {part === "mentee" ? <MyRequests programme={programme} /> : <Inbox programme={programme} />}
    </Page>
  );
}
