import { t } from "@lingui/core/macro";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { usualForms } from "../../i18n/menteeForms";
import { inItsWords } from "../../i18n/menteeWord";
import type { Shown } from "../../ui/versions/Conflict";
import { formField, type ProseField, proseFields, type TextValues } from "./textValues";

type Programme = Pick<ProgrammeOut, "texts">;

const proseNames: Record<ProseField, () => string> = {
  summary: () => t`Summary`,
  mentor_expected: () => t`What is expected of a mentor`,
  mentor_not_expected: () => t`What is not expected of a mentor`,
  mentee_expected: () => t`What is expected of [mentees]`,
  next_steps: () => t`The next steps of a new pair`,
  unmatched_next: () => t`What happens to those without a pair`,
};
export const proseName = (field: ProseField, programme: Programme) => inItsWords(programme, proseNames[field]());

/** Forms of a word, by their names in grammar; the usual word beside them shows which is meant. */
export const formNames: Record<string, () => string> = {
  singular: () => t`One of them`,
  plural: () => t`Several of them`,
  definite: () => t`A certain one`,
  plural_definite: () => t`Certain ones`,
  nominative: () => t`Nominative`,
  genitive: () => t`Genitive`,
  partitive: () => t`Partitive`,
  allative: () => t`Allative`,
  plural_nominative: () => t`Nominative, plural`,
  plural_partitive: () => t`Partitive, plural`,
};

export function shownTexts(language: string, programme: Programme): Shown<TextValues>[] {
  const forms = Object.keys(usualForms[language] ?? {});
  return [
    { field: "name", label: t`Name of the programme`, show: ({ name }) => name },
    ...proseFields.map((field) => ({
      field,
      label: proseName(field, programme),
      show: (values: TextValues) => values[field],
    })),
    ...forms.map((form) => ({
      field: formField(form),
      label: formNames[form]?.() ?? form,
      show: (values: TextValues) => values[formField(form)] ?? "",
    })),
  ];
}

export const textName = (field: string, language: string, programme: Programme) =>
  shownTexts(language, programme).find((each) => each.field === field)?.label ?? "";
