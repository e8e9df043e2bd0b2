import { t } from "@lingui/core/macro";
import { getRouteApi } from "@tanstack/react-router";
import { Suspense } from "react";
import { partIn } from "../../api/programme";
import { useProgramme } from "../../api/useProgramme";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import { Waiting } from "../../ui/Waiting";
import { Inbox } from "./Inbox";
import { MyRequests } from "./MyRequests";
import "../../styles/pages.css";

const route = getRouteApi("/requests");

export function RequestsPage() {
  const { ForCoordinator } = route.useRouteContext();
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
