import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut, RequestOut } from "../../api/generated/types.gen";
import { useServerTime } from "../../api/useProgramme";
import { Facts } from "../../ui/Facts";
import { Moment } from "../../ui/Moment";
import { OwnWords } from "../../ui/OwnWords";
import { comfortFor, outcome, wordings } from "./outcome";
import { Withdraw } from "./Withdraw";

type StatusOfMineProps = { request: RequestOut; programme: ProgrammeOut };

/** Where a student's request stands: since when, until when, and what then. */
export function StatusOfMine({ request, programme }: StatusOfMineProps) {
  const { zone, clock } = programme;
  const now = Date.parse(useServerTime());
  const open = Date.parse(clock.requests_opens) <= now && now < Date.parse(clock.requests_closes);
  if (request.state === "pending")
    return (
      <>
        <Facts
          facts={[
            [t`Sent`, <Moment key="sent" at={request.sent_at} zone={zone} />],
            [t`Answer by`, <Moment key="until" at={request.answerable_until} zone={zone} />],
            [
              t`What happens next`,
              t`If there is no answer, the request closes automatically, and you can ask another mentor. You’ll get an email either way.`,
            ],
          ]}
        />
        <Withdraw request={request} programme={programme} />
      </>
    );
  return (
    <>
      <p>
        <strong>{outcome(request, "mentee", programme)}.</strong>{" "}
        {request.closed_at && <Moment at={request.closed_at} zone={zone} />}
      </p>
      <Answer request={request} />
      {request.state === "accepted" && request.match_id ? (
        <Link to="/matches/$matchId" params={{ matchId: request.match_id }} className="button primary">
          {request.group ? t`Open the group’s page` : t`See your mentor’s contact details`}
        </Link>
      ) : (
        open && (
          <Link to="/mentors" className="button primary">
            {t`See who is free now`}
          </Link>
        )
      )}
    </>
  );
}

function Answer({ request }: { request: RequestOut }) {
  const { answer, decline_wording: wording } = request;
  if (answer)
    return (
      <section>
        <h2>{t`The mentor’s message to you`}</h2>
        <OwnWords text={answer} />
      </section>
    );
  if (wording) return <p>{wordings[wording]()}</p>;
  const comfort = comfortFor(request);
  return comfort ? <p>{comfort}</p> : null;
}
