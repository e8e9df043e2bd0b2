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

/** The uses that our sentences have for the word, and the form that each language has for it. */
type Use = "one" | "many";
const forms: Record<string, Record<Use, string>> = {
  en: { one: "singular", many: "plural" },
  fi: { one: "nominative", many: "plural_nominative" },
  sv: { one: "singular", many: "plural" },
};
const usual: Record<string, Record<Use, string>> = {
  en: { one: "mentee", many: "mentees" },
  fi: { one: "aktori", many: "aktorit" },
  sv: { one: "adept", many: "adepter" },
};

/** The programme's own word for mentee. A set with a gap is left aside as a whole: nobody is called by two words. */
export function menteeWord(programme: Pick<ProgrammeOut, "texts">, use: Use): string {
  const words = programme.texts.find(({ language }) => language === i18n.locale)?.mentee_forms ?? {};
  const { one = "", many = "" } = forms[i18n.locale] ?? {};
  const own = { one: words[one], many: words[many] };
  return (own.one && own.many && own[use]) || (usual[i18n.locale]?.[use] ?? "mentee");
}
