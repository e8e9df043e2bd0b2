import type { ParticipantOut, ParticipantState } from "../../api/generated/types.gen";

/** What a coordinator may do to somebody's part in the programme. */
export type PersonAct = "approve" | "send_back" | "publish" | "pause" | "resume" | "places" | "remove";

const possible: Record<ParticipantState, readonly PersonAct[]> = {
  draft: ["publish", "places", "remove"],
  submitted: ["approve", "send_back", "places", "remove"],
  active: ["pause", "places", "remove"],
  paused: ["resume", "places", "remove"],
  left: [],
  removed: [],
};

/** Only mentors have places. */
export const actsFor = ({ role, state }: Pick<ParticipantOut, "role" | "state">): readonly PersonAct[] =>
  possible[state].filter((act) => act !== "places" || role === "mentor");

type Place = Pick<ParticipantOut, "role" | "state" | "places" | "active_matches">;

/** Whether they have room for one (more) pair; that somebody pauses can be set aside (R15). */
export function mayBePaired({ role, state, places, active_matches: pairs }: Place): boolean {
  if (state !== "active" && state !== "paused") return false;
  return role === "mentor" ? pairs < (places ?? 0) : pairs === 0;
}

/** How many places a mentor can be given: not fewer than pairs (R14), not more than the programme allows. */
export function placesToChoose(
  { places, active_matches: pairs }: Omit<Place, "role" | "state">,
  most: number,
): number[] {
  const [first, last] = [Math.max(1, pairs), Math.max(most, places ?? 1)];
  return Array.from({ length: Math.max(1, last - first + 1) }, (_, i) => first + i);
}
