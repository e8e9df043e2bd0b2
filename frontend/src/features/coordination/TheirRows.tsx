import { t } from "@lingui/core/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import {
  listMatchesInfiniteOptions,
  listProposalsInfiniteOptions,
  listRequestsInfiniteOptions,
} from "../../api/generated/@tanstack/react-query.gen";
import type { ParticipantOut, ProgrammeOut } from "../../api/generated/types.gen";
import { useServerTime } from "../../api/useProgramme";
import { listed } from "../../i18n/labels";
import { matchAges, proposalAges, requestAges } from "./ages";
import { otherOf, othersIn } from "./others";
import { Paged } from "./Paged";
import { matchStanding, proposalStanding } from "./pairWords";
import { requestStanding } from "./requestWords";

type TheirsProps = { person: ParticipantOut; programme: ProgrammeOut };

/** Everything that one person has a side in: pairs, suggestions, requests; each a link away. */
export function TheirRows(props: TheirsProps) {
  return (
    <>
      <TheirPairs {...props} />
      <TheirSuggestions {...props} />
      <TheirRequests {...props} />
    </>
  );
}

/** Of one person in one programme; no empty cursor, which would be a wrong one. */
const askFor = (person: ParticipantOut) => ({
  path: { programme_id: person.programme_id },
  query: { participant_id: person.id },
});
const nextOf = ({ next_cursor }: { next_cursor: string | null }) => next_cursor;

function TheirPairs({ person, programme: { zone, id } }: TheirsProps) {
  const now = useServerTime();
  const asked = askFor(person);
  const query = useInfiniteQuery({
    ...listMatchesInfiniteOptions(asked),
    initialPageParam: { path: asked.path },
    getNextPageParam: nextOf,
  });
  return (
    <section>
      <h2>{t`Pairs`}</h2>
      <Paged query={query} empty={<None />} more={t`Show more pairs`}>
        {(match) => (
          <Row key={match.id} standing={matchStanding(match)} ages={matchAges(match, { now, zone })}>
            <Link to="/matches/$matchId" params={{ matchId: match.id }} search={{ programme: id }}>
              <bdi>{match.theme ?? listed(othersIn(match, person.id).map(({ name }) => name))}</bdi>
            </Link>
          </Row>
        )}
      </Paged>
    </section>
  );
}

function TheirSuggestions({ person, programme }: TheirsProps) {
  const { zone, id } = programme;
  const now = useServerTime();
  const asked = askFor(person);
  const query = useInfiniteQuery({
    ...listProposalsInfiniteOptions(asked),
    initialPageParam: { path: asked.path },
    getNextPageParam: nextOf,
  });
  return (
    <section>
      <h2>{t`Suggested pairs`}</h2>
      <Paged query={query} empty={<None />} more={t`Show more suggestions`}>
        {(proposal) => (
          <Row
            key={proposal.id}
            standing={proposalStanding(proposal, programme)}
            ages={proposalAges(proposal, { now, zone })}
          >
            <Link to="/proposals/$proposalId" params={{ proposalId: proposal.id }} search={{ programme: id }}>
              <bdi>{otherOf(proposal, person.id).name}</bdi>
            </Link>
          </Row>
        )}
      </Paged>
    </section>
  );
}

function TheirRequests({ person, programme }: TheirsProps) {
  const { zone, id } = programme;
  const now = useServerTime();
  const asked = askFor(person);
  const query = useInfiniteQuery({
    ...listRequestsInfiniteOptions(asked),
    initialPageParam: { path: asked.path },
    getNextPageParam: nextOf,
  });
  return (
    <section>
      <h2>{t`Requests`}</h2>
      <Paged query={query} empty={<None />} more={t`Show more requests`}>
        {(request) => (
          <Row
            key={request.id}
            standing={requestStanding(request, programme)}
            ages={requestAges(request, { now, zone })}
          >
            <Link to="/requests/$requestId" params={{ requestId: request.id }} search={{ programme: id }}>
              <bdi>{otherOf(request, person.id).name}</bdi>
            </Link>
          </Row>
        )}
      </Paged>
    </section>
  );
}

function Row({ standing, ages, children }: { standing: string; ages: string[]; children: ReactNode }) {
  return (
    <li>
      <p>{children}</p>
      <p>{standing}</p>
      <p className="muted">{ages.join(" · ")}</p>
    </li>
  );
}

const None = () => <p className="muted">{t`None`}</p>;
