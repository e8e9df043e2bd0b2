import { i18n, type Messages } from "@lingui/core";
import type { Language } from "./language";

const catalogues = {
  en: () => import("../locales/en.po"),
  fi: () => import("../locales/fi.po"),
  sv: () => import("../locales/sv.po"),
} satisfies Record<Language, unknown>;

/** The texts of the shell. */
export async function load(language: Language): Promise<void> {
  const { messages } = await catalogues[language]();
  add(language, messages);
  i18n.activate(language);
}

/** The texts of a feature, beside those that are there. */
export function add(language: Language, messages: Messages): void {
  i18n.load(language, { ...messages });
}
