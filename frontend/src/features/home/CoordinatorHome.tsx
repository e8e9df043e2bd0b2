import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut, RequestOut } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";
import { EmptyState } from "../../ui/EmptyState";
import { Loaded } from "../../ui/Loaded";
import { Moment } from "../../ui/Moment";
import { Figures } from "./Figures";
import { TeamNow } from "./TeamNow";
import { whatWaits } from "./whatWaits";

/** What waits now; everything else of the programme is a link away. */
export function CoordinatorHome({ programme }: { programme: ProgrammeOut }) {
  return (
    <>
      <Figures programme={programme} />
      <TeamNow programme={programme} />
      <Requests programme={programme} />
    </>
  );
}

function Requests({ programme }: { programme: ProgrammeOut }) {
  const requests = useQuery(whatWaits(programme.id).requests);
  return (
    <section>
      <h2>{t`Requests waiting for an answer`}</h2>
      <Loaded query={requests}>
        {({ items, next_cursor: more }) => (
          <>
            {items.length === 0 && (
              <EmptyState title={t`None waiting`} action={<Link to="/requests">{t`All requests`}</Link>} />
            )}
            <ul className="rows">
              {items.map((request) => (
                <Row key={request.id} request={request} programme={programme} />
              ))}
            </ul>
            {more && <p>{t`These are the latest 20.`}</p>}
            {items.length > 0 && (
              <Link to="/requests" className="button">
                {t`All requests`}
              </Link>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

function Row({ request, programme }: { request: RequestOut; programme: ProgrammeOut }) {
  return (
    <li>
      <p>
        <Link to="/requests/$requestId" params={{ requestId: request.id }}>
          {inItsWords(programme, t`[Mentee]:`)} <bdi>{request.mentee.name}</bdi>
        </Link>
      </p>
      <p>
        {t`Mentor:`} <bdi>{request.mentor.name}</bdi>
      </p>
      {request.group && (
        <p>
          {t`A place in the group:`} <bdi>{request.group.theme}</bdi>
        </p>
      )}
      <p className="muted">
        {t`Answer by:`} <Moment at={request.answerable_until} zone={programme.zone} />
      </p>
    </li>
  );
}
