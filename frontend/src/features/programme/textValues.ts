import { t } from "@lingui/core/macro";
import type { TextIn } from "../../api/coordination/types.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { FieldProblem } from "../../api/problem";
import { usualForms } from "../../i18n/menteeForms";
import { charactersLeft } from "../../ui/characters";

/** As the API has them. */
export const proseLimit = 10_000;
const lineLimit = 200;

export const proseFields = [
  "summary",
  "mentor_expected",
  "mentor_not_expected",
  "mentee_expected",
  "next_steps",
  "unmatched_next",
] as const;
export type ProseField = (typeof proseFields)[number];

const formPrefix = "form_";
/** The field of a form of the word; the others are called as in the API. */
export const formField = (form: string) => `${formPrefix}${form}` as const;
export type FormField = ReturnType<typeof formField>;

/** What one language's form holds. */
export type TextValues = { name: string } & Record<ProseField, string> & Record<FormField, string>;
export type TextField = keyof TextValues;

const formsOf = (language: string) => Object.keys(usualForms[language] ?? {});

export function valuesOfText({ texts }: Pick<ProgrammeOut, "texts">, language: string): TextValues {
  const text = texts.find((each) => each.language === language);
  const forms = formsOf(language).map((form) => [formField(form), text?.mentee_forms[form] ?? ""]);
  return {
    name: text?.name ?? "",
    summary: text?.summary ?? "",
    mentor_expected: text?.mentor_expected ?? "",
    mentor_not_expected: text?.mentor_not_expected ?? "",
    mentee_expected: text?.mentee_expected ?? "",
    next_steps: text?.next_steps ?? "",
    unmatched_next: text?.unmatched_next ?? "",
    ...Object.fromEntries(forms),
  };
}

export function textOf(values: TextValues, language: string): TextIn {
  const forms = formsOf(language).map((form) => [form, (values[formField(form)] ?? "").trim()]);
  const { name, summary, mentor_expected, mentor_not_expected, mentee_expected, next_steps, unmatched_next } = values;
  return {
    ...{ name: name.trim(), summary, mentor_expected, mentor_not_expected, mentee_expected, next_steps },
    unmatched_next,
    mentee_forms: Object.fromEntries(forms.filter(([, word]) => word)),
  };
}

/** "mentee_forms.singular" is the field "form_singular". */
export const textField = (place: string) => place.replace(/^mentee_forms\./, formPrefix);

export function textProblems(values: TextValues, language: string): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (!values.name.trim()) problems.push({ field: "name", message: t`Fill in this field.` });
  if (charactersLeft(values.name, lineLimit) < 0)
    problems.push({ field: "name", message: t`This is too long: shorten it.` });
  for (const field of proseFields)
    if (charactersLeft(values[field], proseLimit) < 0)
      problems.push({ field, message: t`This is too long: shorten it.` });
  const gaps = formsOf(language).filter((form) => !(values[formField(form)] ?? "").trim());
  if (gaps.length < formsOf(language).length)
    for (const form of gaps)
      problems.push({ field: formField(form), message: t`Fill in every form of the word, or none of them.` });
  return problems;
}
