import { t } from "@lingui/core/macro";
import { partIn } from "../../api/programme";
import { useProgramme } from "../../api/useProgramme";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import { AllRequests } from "./AllRequests";
import { Inbox } from "./Inbox";
import { MyRequests } from "./MyRequests";
import "../../styles/pages.css";

export function RequestsPage() {
  const programme = useProgramme();
  const part = programme && partIn(programme);
  if (!programme || part === "staff") return <NotForYou title={t`Requests`} />;
  if (part === "coordinator")
    return (
      <Page title={t`All requests`}>
        <AllRequests programme={programme} />
      </Page>
    );
  return (
    <Page title={part === "mentee" ? t`My requests` : t`Requests to me`}>
      {part === "mentee" ? <MyRequests programme={programme} /> : <Inbox programme={programme} />}
    </Page>
  );
}
