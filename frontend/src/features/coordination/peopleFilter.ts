import type { ListParticipantsData } from "../../api/coordination/types.gen";
import type { ParticipantState, Role } from "../../api/generated/types.gen";
import { type Narrowing, oneOf } from "./search";

export const roles: readonly Role[] = ["mentor", "mentee"];
export const states: readonly ParticipantState[] = ["submitted", "active", "paused", "draft", "left", "removed"];
const pairs = ["none", "running"] as const;
/** As long as the API takes words to look for. */
export const longestSearch = 200;

export type PeopleFilter = {
  q?: string;
  role?: Role;
  state?: ParticipantState;
  pair?: (typeof pairs)[number];
  mail?: "fails";
};

export function peopleFilter({ q, role, state, pair, mail }: Narrowing): PeopleFilter {
  const words = q?.trim().slice(0, longestSearch);
  const [chosenRole, chosenState, chosenPair] = [oneOf(roles, role), oneOf(states, state), oneOf(pairs, pair)];
  return {
    ...(words && { q: words }),
    ...(chosenRole && { role: chosenRole }),
    ...(chosenState && { state: chosenState }),
    ...(chosenPair && { pair: chosenPair }),
    ...(mail === "fails" && { mail }),
  };
}

/** The same as the API asks for it. */
export function peopleQuery({ pair, mail, ...same }: PeopleFilter): NonNullable<ListParticipantsData["query"]> {
  return { ...same, ...(pair && { unmatched: pair === "none" }), ...(mail && { undeliverable: true }) };
}
