import { t } from "@lingui/core/macro";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { capitalised, languageName } from "../../i18n/labels";
import { showMoment } from "../../ui/dates";
import { instantOf } from "../../ui/localTime";
import type { Shown } from "../../ui/versions/Conflict";
import { type BuilderValues, hasEnds, hasOptions, type QuestionValues } from "./builderValues";
import type { Words } from "./said";
import { audienceName, kindName, roleName } from "./surveyWords";

const yesOrNo = (on: boolean) => (on ? t`Yes` : t`No`);

/** Every language on its line. */
const inAll = (words: Words) =>
  Object.entries(words)
    .map(([language, text]) => `${capitalised(languageName(language))}: ${text}`)
    .join("\n");

const beside = (words: Words) => Object.values(words).join(" / ");

function moment(wall: string, zone: string): string {
  return wall && showMoment(instantOf(`${wall}:00`, zone), zone);
}

/** A question with all that it has, so that two of them that differ look different. */
function asked({ kind, label, help, low, high, steps, options, required }: QuestionValues, number: number): string {
  const place = number + 1;
  const lines = [
    `${place}. ${beside(label)}`,
    beside(help),
    kind === "scale" ? `${kindName(kind)} (${steps})` : kindName(kind),
    ...(hasEnds(kind) ? [beside(low), beside(high)] : []),
    ...(hasOptions(kind) ? options.map((option) => `– ${beside(option.label)}`) : []),
    required ? t`Needs an answer` : "",
  ];
  return lines.filter(Boolean).join("\n");
}

/** What two coordinators may have written differently, in words. */
export const shownParts = (programme: ProgrammeOut): Shown<BuilderValues>[] => [
  { field: "mentees", label: roleName("mentee", programme), show: ({ mentees }) => yesOrNo(mentees) },
  { field: "mentors", label: roleName("mentor", programme), show: ({ mentors }) => yesOrNo(mentors) },
  { field: "audience", label: t`Which of them`, show: ({ audience }) => audienceName(audience) },
  {
    field: "anonymous",
    label: t`Who reads the answers`,
    show: ({ anonymous }) => (anonymous === "true" ? t`Anonymous` : t`Not anonymous`),
  },
  { field: "opens_at", label: t`Opens`, show: ({ opens_at: at }) => moment(at, programme.zone) },
  { field: "closes_at", label: t`Closes`, show: ({ closes_at: at }) => moment(at, programme.zone) },
  { field: "reminder_days", label: t`Reminders`, show: ({ reminder_days: days }) => days },
  { field: "help", label: t`Let people ask for help`, show: ({ help }) => yesOrNo(help) },
  { field: "title", label: t`Title`, show: ({ title }) => inAll(title) },
  { field: "intro", label: t`Introduction`, show: ({ intro }) => inAll(intro) },
  { field: "questions", label: t`Questions`, show: ({ questions }) => questions.map(asked).join("\n\n") },
];
