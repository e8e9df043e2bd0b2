import type { ListParticipantsData } from "../../api/coordination/types.gen";
import type { ParticipantState, Role } from "../../api/generated/types.gen";
import { type Narrowing, oneOf } from "./search";

export const roles: readonly Role[] = ["mentor", "mentee"];
export const states: readonly ParticipantState[] = ["submitted", "active", "paused", "draft", "left", "removed"];

export type PeopleFilter = { role?: Role; state?: ParticipantState; mail?: "fails" };

export function peopleFilter({ role, state, mail }: Narrowing): PeopleFilter {
  const [chosenRole, chosenState] = [oneOf(roles, role), oneOf(states, state)];
  return {
    ...(chosenRole && { role: chosenRole }),
    ...(chosenState && { state: chosenState }),
    ...(mail === "fails" && { mail }),
  };
}

/** The same as the API asks for it. */
export function peopleQuery({ role, state, mail }: PeopleFilter): NonNullable<ListParticipantsData["query"]> {
  return { ...(role && { role }), ...(state && { state }), ...(mail && { undeliverable: true }) };
}

/** Lists come without a total: beyond the most that one answer holds, there are "more than". */
export const most = 200;
