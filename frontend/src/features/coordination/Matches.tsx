import { plural, t } from "@lingui/core/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { listMatchesInfiniteOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { MatchOut, MatchState, ProgrammeOut } from "../../api/generated/types.gen";
import { useServerTime } from "../../api/useProgramme";
import { EmptyState } from "../../ui/EmptyState";
import { matchAges } from "./ages";
import { EndDialog } from "./EndDialog";
import { Paged } from "./Paged";
import { calledBy, matchStanding, namesIn } from "./pairWords";
import { SuggestOne } from "./SuggestOne";

/** Pairs that meet, or have met. */
export function Matches({ state, programme }: { state: MatchState; programme: ProgrammeOut }) {
  const [ending, setEnding] = useState<MatchOut>();
  const path = { programme_id: programme.id };
  const matches = useInfiniteQuery({
    ...listMatchesInfiniteOptions({ path, query: { state } }),
    // Not an empty cursor, which would be a wrong one.
    initialPageParam: { path },
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
  return (
    <>
      <Paged
        query={matches}
        empty={<NoPairs state={state} programme={programme} />}
        more={t`Show more pairs`}
        total={(count) => plural({ count }, { 0: "No pairs", one: "# pair", other: "# pairs" })}
      >
        {(match) => <MatchRow key={match.id} match={match} zone={programme.zone} onEnd={setEnding} />}
      </Paged>
      {ending && <EndDialog match={ending} onClose={() => setEnding(undefined)} />}
    </>
  );
}

type MatchRowProps = { match: MatchOut; zone: string; onEnd: (match: MatchOut) => void };

function MatchRow({ match, zone, onEnd }: MatchRowProps) {
  const names = calledBy(match);
  const group = match.kind === "group";
  const ages = matchAges(match, { now: useServerTime(), zone });
  return (
    <li>
      <p>
        <Link to="/matches/$matchId" params={{ matchId: match.id }}>
          <bdi>{names}</bdi>
        </Link>
        {group && <span className="muted"> {t`group`}</span>}
      </p>
      {group && <p>{namesIn(match)}</p>}
      {match.state === "ended" && <p>{matchStanding(match)}</p>}
      <p className="muted">{ages.join(" · ")}</p>
      {match.state === "active" && (
        <button
          type="button"
          aria-label={group ? t`End this group: ${{ names }}` : t`End this pair: ${{ names }}`}
          onClick={() => onEnd(match)}
        >
          {group ? t`End this group` : t`End this pair`}
        </button>
      )}
    </li>
  );
}

function NoPairs({ state, programme }: { state: MatchState; programme: ProgrammeOut }) {
  return state === "active" ? (
    <EmptyState title={t`No pairs yet`} action={<SuggestOne programme={programme} />}>
      <p>{t`A pair comes about when a mentor says yes to a request, or both say yes to a suggestion.`}</p>
    </EmptyState>
  ) : (
    <EmptyState title={t`No pair has ended`} action={<Link to="/pairs">{t`See the running pairs`}</Link>} />
  );
}
