import type { Hidden, Override } from "../../api/coordination/types.gen";
import type { ParticipantState } from "../../api/generated/types.gen";

/** What is known of the two; undefined is not known (yet). */
export type PairFacts = {
  mentor: ParticipantState | undefined;
  mentee: ParticipantState | undefined;
  hidden: readonly Hidden[] | undefined;
};

/** What a coordinator may set aside (R15) after this refusal; none where nothing helps. */
export function overridesFor(code: string, { mentor, mentee, hidden }: PairFacts): Override[] {
  switch (code) {
    case "window_not_open":
    case "window_closed":
      return ["window"];
    case "declined_before":
      return ["earlier_decline"];
    case "mentee_not_available":
      return ofState(mentee);
    case "mentor_not_available":
      return mentor === "active" ? ofLevel(hidden) : ofState(mentor);
    default:
      return [];
  }
}

function ofState(state: ParticipantState | undefined): Override[] {
  if (state === undefined) return ["approval", "pause"];
  if (state === "submitted") return ["approval"];
  return state === "paused" ? ["pause"] : [];
}

/** The refusal of an active mentor is about the level, unless the two have parted before. */
const ofLevel = (hidden: readonly Hidden[] | undefined): Override[] => (hidden?.includes("parted") ? [] : ["level"]);
