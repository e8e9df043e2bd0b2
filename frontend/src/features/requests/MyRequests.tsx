import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { listRequestsOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { EmptyState } from "../../ui/EmptyState";
import { Loaded } from "../../ui/Loaded";
import { ForGroup } from "./ForGroup";
import { RequestRow } from "./RequestRow";
import { StatusOfMine } from "./StatusOfMine";

/** A student's own: the one that waits, then the earlier ones with their answers. */
export function MyRequests({ programme }: { programme: ProgrammeOut }) {
  const { id, participant } = programme;
  const query = { participant_id: participant?.id }; // who coordinates as well would be shown everybody's
  const requests = useQuery(listRequestsOptions({ path: { programme_id: id }, query }));
  return (
    <Loaded query={requests}>
      {({ items }) => {
        const pending = items.filter(({ state }) => state === "pending");
        const earlier = items.filter(({ state }) => state !== "pending");
        const matched = items.some(({ state }) => state === "accepted");
        return (
          <>
            {pending.length === 0 && !matched && <NothingWaits before={items.length > 0} />}
            {pending.map((request) => (
              <section className="card next-step" key={request.id}>
                <h2>
                  <Link to="/requests/$requestId" params={{ requestId: request.id }}>
                    <bdi>{request.mentor.name}</bdi>
                  </Link>
                </h2>
                {request.group && <ForGroup group={request.group} programmeId={programme.id} />}
                <StatusOfMine request={request} programme={programme} />
              </section>
            ))}
            {earlier.length > 0 && (
              <section>
                <h2>{t`Earlier requests`}</h2>
                <ul className="rows">
                  {earlier.map((request) => (
                    <RequestRow key={request.id} request={request} side="mentee" programme={programme} />
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

function NothingWaits({ before }: { before: boolean }) {
  return (
    <EmptyState
      title={before ? t`You have no requests waiting` : t`You have not asked anybody yet`}
      action={
        <Link to="/mentors" className="button">
          {t`See the mentors`}
        </Link>
      }
    >
      <p>{t`Read a few profiles first, then ask the mentor you would most like to meet.`}</p>
    </EmptyState>
  );
}
