import { i18n } from "@lingui/core";
import type { ProgrammeOut } from "../api/generated/types.gen";
import { capitalised } from "./labels";
import { usualForms } from "./menteeForms";

/**
 * A text about mentees in the programme's own word for them: "The [mentee] asked" becomes "The actor asked". The brackets
 * hold the usual word in the form that the sentence needs. A set with a gap is left aside as a whole: nobody is called by
 * two words.
 */
export function inItsWords({ texts }: Pick<ProgrammeOut, "texts">, text: string): string {
  const usual = Object.entries(usualForms[i18n.locale] ?? {});
  const own = texts.find(({ language }) => language === i18n.locale)?.mentee_forms ?? {};
  const whole = usual.every(([form]) => own[form]);
  return text.replace(/\[(\p{L}+)\]/gu, (bracketed, word: string) => {
    const [form, same] = usual.find(([, each]) => each === word.toLowerCase()) ?? [];
    if (!form || !same) return bracketed;
    const said = (whole && own[form]) || same;
    return word === same ? said : capitalised(said);
  });
}
