import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { listRequestsOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { ProgrammeOut, RequestOut } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";
import { EmptyState } from "../../ui/EmptyState";
import { Loaded } from "../../ui/Loaded";
import { Moment } from "../../ui/Moment";
import { ForGroup } from "./ForGroup";
import { oldestFirst } from "./outcome";
import { RequestRow } from "./RequestRow";

/** A mentor's: what waits for an answer, whoever has waited longest first; then what has been. */
export function Inbox({ programme }: { programme: ProgrammeOut }) {
  const { id, participant } = programme;
  const query = { participant_id: participant?.id }; // who coordinates as well would be shown everybody's
  const requests = useQuery(listRequestsOptions({ path: { programme_id: id }, query }));
  return (
    <Loaded query={requests}>
      {({ items }) => {
        const pending = oldestFirst(items.filter(({ state }) => state === "pending"));
        const earlier = items.filter(({ state }) => state !== "pending");
        return (
          <>
            {pending.length === 0 && <NothingWaits programme={programme} />}
            <ul className="cards">
              {pending.map((request) => (
                <InboxCard key={request.id} request={request} zone={programme.zone} />
              ))}
            </ul>
            {earlier.length > 0 && (
              <section>
                <h2>{t`Earlier requests`}</h2>
                <ul className="rows">
                  {earlier.map((request) => (
                    <RequestRow key={request.id} request={request} side="mentor" programme={programme} />
                  ))}
                </ul>
              </section>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function InboxCard({ request, zone }: { request: RequestOut; zone: string }) {
  const { name } = request.mentee;
  return (
    <li className="card">
      <h2>
        <bdi>{name}</bdi>
      </h2>
      {request.group && <ForGroup group={request.group} programmeId={request.programme_id} />}
      {request.message && (
        <p className="opening" dir="auto">
          {request.message}
        </p>
      )}
      <p>
        {t`Answer by:`} <Moment at={request.answerable_until} zone={zone} />
      </p>
      <Link
        to="/requests/$requestId"
        params={{ requestId: request.id }}
        className="button primary"
        aria-label={t`Read and answer: ${{ name }}`}
      >
        {t`Read and answer`}
      </Link>
    </li>
  );
}

function NothingWaits({ programme }: { programme: ProgrammeOut }) {
  return (
    <EmptyState title={t`No request is waiting for you`} action={<Link to="/">{t`Go to your home page`}</Link>}>
      <p>
        {inItsWords(
          programme,
          t`When one of the [mentees] asks you, you’ll get an email and the request is shown here.`,
        )}
      </p>
    </EmptyState>
  );
}
