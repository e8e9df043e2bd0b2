import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut, RequestOut } from "../../api/generated/types.gen";
import { Facts } from "../../ui/Facts";
import { Moment } from "../../ui/Moment";
import { Page } from "../../ui/Page";
import { History } from "./History";
import { OnBehalf } from "./OnBehalf";
import { parties } from "./parties";
import { requestStanding } from "./requestWords";
import { ToPair } from "./ToPair";
import { When } from "./When";
import "../../styles/pages.css";
import "./coordination.css";

type RequestPageProps = { request: RequestOut; programme: ProgrammeOut };

/** Where a request stands, for who runs the programme. What the two wrote to each other is not shown without need. */
export function RequestPage({ request, programme }: RequestPageProps) {
  return (
    <Page title={t`Request to: ${{ name: request.mentor.name }}`}>
      <Facts
        facts={[
          ...parties(request, programme),
          [t`Status`, requestStanding(request, programme)],
          ...times(request, programme.zone),
        ]}
      />
      <ToPair group={request.group} matchId={request.match_id} programme={programme} />
      {request.state === "pending" && <OnBehalf request={request} programme={programme} />}
      <History about={request.id} programme={programme} />
      <p>
        <Link to="/requests" search={{ programme: programme.id }}>
          {t`All requests`}
        </Link>
      </p>
    </Page>
  );
}

function times({ state, sent_at: sent, answerable_until: until, closed_at: closed }: RequestOut, zone: string) {
  return [
    [t`Sent`, <When key="sent" at={sent} zone={zone} />],
    [t`Answer by`, state === "pending" && <Moment key="until" at={until} zone={zone} />],
    [t`Closed`, closed && <When key="closed" at={closed} zone={zone} />],
  ] as const;
}
