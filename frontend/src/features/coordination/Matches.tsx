import { plural, t } from "@lingui/core/macro";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { listRhythmInfiniteOptions } from "../../api/coordination/@tanstack/react-query.gen";
import type { ListRhythmData, RhythmOut } from "../../api/coordination/types.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { EmptyState } from "../../ui/EmptyState";
import { EndDialog } from "./EndDialog";
import { Paged } from "./Paged";
import { PairFilters } from "./PairFilters";
import { PairRow } from "./PairRow";
import type { PairsView } from "./pairsFilter";
import { calledBy } from "./pairWords";
import { SuggestOne } from "./SuggestOne";

type Query = NonNullable<ListRhythmData["query"]>;
type MatchesProps = { view: PairsView; query: Query; filtered: boolean; programme: ProgrammeOut };

/** Pairs that meet, or have met: who needs a word first. */
export function Matches({ view, query, filtered, programme }: MatchesProps) {
  const [ending, setEnding] = useState<RhythmOut>();
  const path = { programme_id: programme.id };
  const pairs = useInfiniteQuery({
    ...listRhythmInfiniteOptions({ path, query }),
    // Not an empty cursor, which would be a wrong one.
    initialPageParam: { path },
    getNextPageParam: ({ next_cursor }) => next_cursor,
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PairFilters standings={view !== "ended"} />
      <Paged
        query={pairs}
        empty={<NoPairs view={view} filtered={filtered} programme={programme} />}
        more={t`Show more pairs`}
        total={(count) => howMany(count, programme)}
      >
        {(pair) => <PairRow key={pair.match_id} pair={pair} programme={programme} onEnd={setEnding} />}
      </Paged>
      {ending && (
        <EndDialog
          id={ending.match_id}
          names={calledBy(ending)}
          group={ending.kind === "group"}
          onClose={() => setEnding(undefined)}
        />
      )}
    </>
  );
}

function howMany(count: number, { rules }: ProgrammeOut) {
  if (rules.groups === "none") return plural({ count }, { 0: "No pairs", one: "# pair", other: "# pairs" });
  return plural({ count }, { 0: "No pairs or groups", one: "# pair or group", other: "# pairs and groups" });
}

function NoPairs({ view, filtered, programme }: Omit<MatchesProps, "query">) {
  if (filtered)
    return (
      <EmptyState title={t`No pairs found`} action={<Link to="/pairs">{t`See the active pairs`}</Link>}>
        <p>{t`No pair matches these choices right now.`}</p>
      </EmptyState>
    );
  if (view === "ended")
    return <EmptyState title={t`No pair has ended`} action={<Link to="/pairs">{t`See the active pairs`}</Link>} />;
  return (
    <EmptyState title={t`No pairs yet`} action={<SuggestOne programme={programme} />}>
      <p>{t`A pair is formed when a mentor says yes to a request, or both say yes to a suggestion.`}</p>
    </EmptyState>
  );
}
