import { t } from "@lingui/core/macro";
import { type FieldProblem, fieldProblems, readProblem } from "../../api/problem";
import type {
  SurveyAudience,
  SurveyOut,
  SurveyPatch,
  SurveyQuestion,
  SurveyQuestionKind,
} from "../../api/surveys/types.gen";
import { instantOf, wallTime } from "../../ui/localTime";
import type { Words } from "./said";

export type OptionValues = { key: string; label: Words };
export type QuestionValues = {
  key: string;
  kind: SurveyQuestionKind;
  required: boolean;
  label: Words;
  help: Words;
  low: Words;
  high: Words;
  steps: string;
  options: OptionValues[];
};
export type BuilderValues = {
  anonymous: "true" | "false";
  mentees: boolean;
  mentors: boolean;
  audience: SurveyAudience;
  opens_at: string;
  closes_at: string;
  reminder_days: string;
  help: boolean;
  title: Words;
  intro: Words;
  questions: QuestionValues[];
};

/** Under which name what is changed and not saved is kept in this tab. */
export const builderDraft = (id: string) => `builder:${id}`;

/** A key that nobody sees: answers are kept by it, so that a question keeps them whatever it is called and wherever it stands. */
export const newKey = () => crypto.randomUUID().replaceAll("-", "").slice(0, 16);

export const newOption = (): OptionValues => ({ key: newKey(), label: {} });

export const newQuestion = (kind: SurveyQuestionKind): QuestionValues => ({
  key: newKey(),
  kind,
  required: false,
  label: {},
  help: {},
  low: {},
  high: {},
  steps: "5",
  options: hasOptions(kind) ? [newOption(), newOption()] : [],
});

export const hasOptions = (kind: SurveyQuestionKind) => kind === "one" || kind === "several";
export const hasEnds = (kind: SurveyQuestionKind) => kind === "scale" || kind === "zero_to_ten";

const toField = (instant: string | null, zone: string) => (instant ? wallTime(instant, zone).slice(0, 16) : "");
const fromField = (wall: string, zone: string) =>
  wall ? instantOf(wall.length === 16 ? `${wall}:00` : wall, zone) : null;

export function valuesOf(survey: SurveyOut, zone: string): BuilderValues {
  return {
    anonymous: survey.anonymous ? "true" : "false",
    mentees: survey.roles.includes("mentee"),
    mentors: survey.roles.includes("mentor"),
    audience: survey.audience,
    opens_at: toField(survey.opens_at, zone),
    closes_at: toField(survey.closes_at, zone),
    reminder_days: survey.reminder_days.join(", "),
    help: survey.help,
    title: survey.title,
    intro: survey.intro,
    questions: survey.questions.map(valuesOfQuestion),
  };
}

function valuesOfQuestion(question: SurveyQuestion): QuestionValues {
  const { key, kind, label, required = false, help = {}, low = {}, high = {}, steps = 5, options = [] } = question;
  return { key, kind, label, required, help, low, high, steps: String(steps), options };
}

/** The same without what is blank, written as the server has it: so that what is alike looks alike. */
export const tidied = (values: BuilderValues): BuilderValues => ({
  ...values,
  reminder_days: daysIn(values.reminder_days)?.join(", ") ?? values.reminder_days,
  title: written(values.title),
  intro: written(values.intro),
  questions: values.questions.map((question) => ({
    ...question,
    label: written(question.label),
    help: written(question.help),
    low: written(question.low),
    high: written(question.high),
    options: question.options.map(({ key, label }) => ({ key, label: written(label) })),
  })),
});

/** Only what differs from what is saved is sent: of a survey that people have, most may not change. */
export function changesIn(values: BuilderValues, survey: SurveyOut, zone: string): SurveyPatch {
  const saved = valuesOf(survey, zone);
  const wanted = patchOf(values, zone);
  const before = patchOf(saved, zone);
  const changed = Object.entries(wanted).filter(([name, value]) => {
    const old = Object.entries(before).find(([each]) => each === name)?.[1];
    return JSON.stringify(value) !== JSON.stringify(old);
  });
  return Object.fromEntries(changed);
}

function patchOf(values: BuilderValues, zone: string): SurveyPatch {
  const roles = [...(values.mentees ? (["mentee"] as const) : []), ...(values.mentors ? (["mentor"] as const) : [])];
  return {
    anonymous: values.anonymous === "true",
    roles,
    audience: values.audience,
    opens_at: fromField(values.opens_at, zone),
    closes_at: fromField(values.closes_at, zone),
    reminder_days: daysIn(values.reminder_days) ?? [],
    help: values.help,
    title: written(values.title),
    intro: written(values.intro),
    questions: values.questions.map(questionOf),
  };
}

function questionOf({ key, kind, required, label, help, low, high, steps, options }: QuestionValues): SurveyQuestion {
  return {
    key,
    kind,
    required,
    label: written(label),
    help: written(help),
    ...(hasOptions(kind) && { options: options.map((each) => ({ key: each.key, label: written(each.label) })) }),
    ...(kind === "scale" && { steps: Number(steps) }),
    ...(hasEnds(kind) && { low: written(low), high: written(high) }),
  };
}

/** What is not blank, in the order of the languages' names, so that equal texts look equal. */
function written(words: Words): Record<string, string> {
  const given = Object.entries(words).flatMap(([language, text]) => {
    const clean = text?.trim();
    return clean ? [[language, clean] as const] : [];
  });
  return Object.fromEntries(given.sort(([one], [other]) => one.localeCompare(other)));
}

/** "4, 10" is 4 and 10; undefined for what is no list of days. */
export function daysIn(text: string): number[] | undefined {
  const parts = text.split(/[\s,;]+/).filter(Boolean);
  const days = parts.map(Number);
  const good = days.length <= 5 && days.every((day) => Number.isInteger(day) && day >= 1 && day <= 90);
  return good ? [...new Set(days)].sort((one, other) => one - other) : undefined;
}

/** What can be seen before anything is sent. */
export function faultsOf(values: BuilderValues): FieldProblem[] {
  const faults: [field: string, wrong: boolean, message: string][] = [
    ["mentees", !values.mentees && !values.mentors, t`Choose at least one group to ask.`],
    ["reminder_days", !daysIn(values.reminder_days), t`Enter up to five numbers of days from 1 to 90, such as 4, 10.`],
    [
      "closes_at",
      values.opens_at !== "" && values.closes_at !== "" && values.closes_at <= values.opens_at,
      t`The survey has to close after it opens.`,
    ],
  ];
  return faults.filter(([, wrong]) => wrong).map(([field, , message]) => ({ field, message }));
}

const sentences: Record<string, () => string> = {
  has_answers: () => t`This can’t be changed any more, because people already have the survey.`,
  closes_first: () => t`The survey has to close after it opens.`,
  past: () => t`Choose a time that is still to come.`,
  key_twice: () => t`Two entries have the same key: remove one of them.`,
  no_options: () => t`A question of this kind has no choices: remove them.`,
  line_break: () => t`Write this on one line.`,
  control_character: () => t`There is a character here that can’t be shown: type the text again.`,
};

/** What the server finds wrong, at the fields of the builder. */
export function serverFaults(error: unknown): FieldProblem[] {
  const { errors } = readProblem(error);
  return fieldProblems(error).map(({ field, message }, i) => ({
    field: field === "roles" ? "mentees" : field,
    message: sentences[errors[i]?.code ?? ""]?.() ?? message,
  }));
}

/** In which language a faulty field is written, for one language is shown at a time. */
export const languageOf = (field: string, languages: readonly string[]): string | undefined =>
  languages.find((each) => field.endsWith(`.${each}`));
