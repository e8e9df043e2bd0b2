import { t } from "@lingui/core/macro";
import type { ProgrammeOut, Role } from "../../api/generated/types.gen";
import type { Bar, Help } from "../../api/taking-part/types.gen";
import { inItsWords } from "../../i18n/menteeWord";

type Rules = Pick<ProgrammeOut["rules"], "mentee_home_organisations" | "mentee_affiliations">;

export const homesOf = ({ mentee_home_organisations: homes = [] }: Rules) => homes.join(", ");

/** Why somebody can't join; what the clock says is said with its times elsewhere. */
export function whyNot(bar: Bar, role: Role, { rules }: ProgrammeOut): string | undefined {
  switch (bar) {
    case "signup_not_open":
    case "signup_closed":
      return undefined;
    case "takes_part":
      return t`You take part in this programme already, or have taken part in it.`;
    case "invited_only":
      return role === "mentor" ? t`The organisers invite the mentors of this programme.` : t`Joining is by invitation.`;
    case "nothing_known":
      return t`The programme is for people of certain home organisations. The way you signed in tells us nothing about yours.`;
    case "other_home":
      return t`The programme is for people of certain home organisations, and yours is not among them.`;
    case "other_affiliation":
      return onlyStudents(rules)
        ? t`The programme is for students, and your sign-in does not say that you are one.`
        : t`The programme is for people in a certain position at their home organisation, and your sign-in names another one.`;
    case "staff":
      return t`You are on the staff of the organisation. Its staff can support the programme, but only students can ask a mentor.`;
  }
}

const onlyStudents = ({ mentee_affiliations: kinds = [] }: Rules) => kinds.length === 1 && kinds[0] === "student";

/** What may help; whom to write to stands beside it as a link. */
export function whatHelps(help: Help): string {
  switch (help) {
    case "wait":
      return t`Come back when sign-up has opened.`;
    case "university_sign_in":
      return t`Do you have an account with your home organisation? It tells us where you study or work.`;
    case "invitation_code":
      return t`Do you have an invitation code? Write it below.`;
    case "organisers":
      return t`Do you think you should be let in? Write to the organisers:`;
  }
}

/** How mentors get in, in one line. */
export function howMentorsGetIn({ rules }: Pick<ProgrammeOut, "rules">): string {
  if (rules.mentor_admission === "invitation") return t`By invitation`;
  if (rules.mentor_admission === "register")
    return t`Straight away if you are in the register; otherwise with an approval`;
  return t`With a coordinator’s approval`;
}

/** For whom the programme is, as far as students tell it themselves. */
export const levelsOf = (programme: ProgrammeOut, language: string) =>
  programme.vocabulary.levels?.map(({ label }) => label[language] ?? label.en ?? "").filter(Boolean) ?? [];

export const cantJoinTitle = (role: Role, programme: ProgrammeOut) =>
  role === "mentor" ? t`You can’t join as a mentor now` : inItsWords(programme, t`You can’t join now as: [mentee]`);
