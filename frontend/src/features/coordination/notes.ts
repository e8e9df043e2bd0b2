import { t } from "@lingui/core/macro";
import { charactersLeft } from "../../ui/characters";

/** As the API has them. */
export const noteLimits = { sendBack: 2000, proposal: 3000, farewell: 2000 };

export const wordsOf = (form: FormData, field: string): string => String(form.get(field) ?? "").trim();

/** What is wrong with some words that may be left out; undefined when they can go. */
export const noteProblem = (words: string, limit: number): string | undefined =>
  charactersLeft(words, limit) < 0 ? t`The text is too long: shorten it.` : undefined;
