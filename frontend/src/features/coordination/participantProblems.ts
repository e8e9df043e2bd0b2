import { t } from "@lingui/core/macro";
import { readProblem } from "../../api/problem";
import { listed } from "../../i18n/labels";
import type { PersonAct } from "./acts";

/** Why a participant's part could not be changed, and what to do next. */
export const participantProblems = (error: unknown, act?: PersonAct): Record<string, string> => ({
  illegal_state:
    act === "send_back"
      ? t`This profile can’t be sent back: somebody has just approved it, or its owner is in a pair. Reload the page to see how it stands.`
      : t`Their status has changed in the meantime, so this can’t be done now. Reload the page to see how it stands.`,
  window_closed:
    act === "publish"
      ? t`Sign-up has closed, so the profile can’t be published. Extend sign-up first, or give them a personal invitation.`
      : t`The programme is closed, so nobody can be let in any more.`,
  window_not_open: t`Sign-up has not opened yet, so the profile can’t be published. Try again when it has.`,
  profile_incomplete: t`The profile is missing something: ${{ fields: missingIn(error) }}. Ask its owner to fill it in first.`,
  capacity_below_matches: t`There are more pairs than that. Choose at least as many places as there are pairs, or end a pair first.`,
  not_the_mentor: t`Only mentors have places. Reload the page to see who this is.`,
});

const missingIn = (error: unknown) =>
  listed(readProblem(error).errors.map(({ pointer }) => fieldName(pointer.replace(/^#?\//, ""))));

const fieldNames: Record<string, () => string> = {
  name: () => t`name`,
  degree: () => t`degree`,
  field: () => t`field`,
  institution: () => t`institution`,
  graduation_year: () => t`year of graduation`,
  title: () => t`title`,
  employer: () => t`employer`,
  sector: () => t`sector`,
  headline: () => t`headline`,
  story: () => t`career story`,
  topics: () => t`topics`,
  languages: () => t`languages`,
  meets: () => t`ways to meet`,
  school: () => t`school`,
  level: () => t`level of studies`,
  expectations: () => t`expectations`,
  goals: () => t`goals`,
  contact: () => t`confirmed contact address`,
};

function fieldName(field: string): string {
  if (field.startsWith("answers/")) return t`an answer to a question of the programme`;
  return fieldNames[field]?.() ?? field;
}
