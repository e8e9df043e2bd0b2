import type { ProgrammeOut, Role } from "../../api/generated/types.gen";

export type SignUp = { opens: string; closes: string; state: "before" | "open" | "over" };

/** When people of a role can sign up for a programme, and how that stands now. */
export function signUpOf({ clock }: Pick<ProgrammeOut, "clock">, role: Role, now: string): SignUp {
  const opens = (role === "mentee" && clock.mentee_signup_opens) || clock.mentor_signup_opens;
  const closes = role === "mentor" ? clock.mentor_signup_closes : (clock.mentee_signup_closes ?? clock.requests_closes);
  const at = Date.parse(now);
  if (at < Date.parse(opens)) return { opens, closes, state: "before" };
  return { opens, closes, state: at < Date.parse(closes) ? "open" : "over" };
}

/** Programmes that one could take part in: public, not one's own, and not over for both roles. */
export function joinable(all: readonly ProgrammeOut[], now: string): ProgrammeOut[] {
  return all.filter(
    (programme) =>
      programme.participant === null &&
      programme.published_at !== null &&
      programme.archived_at === null &&
      (signUpOf(programme, "mentor", now).state !== "over" || signUpOf(programme, "mentee", now).state !== "over"),
  );
}

/** One's parts in earlier rounds in the same role: what a profile can be taken from. */
export const earlierParts = (all: readonly ProgrammeOut[], role: Role) =>
  all.filter(({ participant }) => participant?.role === role);
