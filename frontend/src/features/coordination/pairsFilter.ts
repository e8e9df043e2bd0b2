import type { ListRhythmData } from "../../api/coordination/types.gen";
import type { ProposalState } from "../../api/generated/types.gen";
import { longestSearch } from "./peopleFilter";
import { type Narrowing, oneOf } from "./search";

export const views = ["active", "ended", "all", "suggested", "suggestions"] as const;
export type PairsView = (typeof views)[number];

/** Running pairs unless the address says otherwise. */
export const pairsView = ({ state }: Narrowing): PairsView => oneOf(views, state) ?? "active";

export const standings = ["quiet", "unmet", "due", "good"] as const;
export type PairStanding = (typeof standings)[number];
export type PairsFilter = { q?: string; pair?: PairStanding };

/** How they stand, and words of their names. What has ended stands no way any more. */
export function pairsFilter({ state, q, pair }: Narrowing): PairsFilter {
  const words = q?.trim().slice(0, longestSearch);
  const standing = state === "ended" ? undefined : oneOf(standings, pair);
  return { ...(words && { q: words }), ...(standing && { pair: standing }) };
}

type Query = NonNullable<ListRhythmData["query"]>;
type Asked = { of: "pairs"; query: Query } | { of: "proposals"; state: ProposalState | undefined };

const narrowed: Record<PairStanding, Query> = {
  quiet: { rhythm: "quiet" },
  // Nothing is expected of those who are a pair no longer.
  unmet: { met: false, state: "active" },
  due: { rhythm: "due" },
  good: { rhythm: "good" },
};
const all: Record<PairsView, Asked> = {
  active: { of: "pairs", query: { state: "active" } },
  ended: { of: "pairs", query: { state: "ended" } },
  all: { of: "pairs", query: {} },
  suggested: { of: "proposals", state: "pending" },
  suggestions: { of: "proposals", state: undefined },
};

/** What a view lists, as the API asks for it. */
export function askedBy(view: PairsView, { q, pair }: PairsFilter): Asked {
  const asked = all[view];
  if (asked.of === "proposals") return asked;
  return { of: "pairs", query: { ...asked.query, ...(pair && narrowed[pair]), ...(q && { q }) } };
}
