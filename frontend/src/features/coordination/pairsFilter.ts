import type { MatchState, ProposalState } from "../../api/generated/types.gen";
import { type Narrowing, oneOf } from "./search";

export const views = ["active", "ended", "suggested", "suggestions"] as const;
export type PairsView = (typeof views)[number];

/** Running pairs unless the address says otherwise. */
export const pairsView = ({ state }: Narrowing): PairsView => oneOf(views, state) ?? "active";

type Asked = { of: "matches"; state: MatchState } | { of: "proposals"; state: ProposalState | undefined };

const asked: Record<PairsView, Asked> = {
  active: { of: "matches", state: "active" },
  ended: { of: "matches", state: "ended" },
  suggested: { of: "proposals", state: "pending" },
  suggestions: { of: "proposals", state: undefined },
};

/** What a view lists. */
export const askedBy = (view: PairsView): Asked => asked[view];
