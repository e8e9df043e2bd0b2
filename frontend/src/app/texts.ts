import type { Messages } from "@lingui/core";
import { language } from "../i18n/language";
import { add } from "../i18n/load";

const catalogues = import.meta.glob<Messages>("../features/*/locales/*.po", { import: "messages" });

/** A feature's texts in the page's language; they arrive beside its own code, so that the shell stays light. */
export async function loadTexts(feature: string): Promise<void> {
  const messages = await catalogues[`../features/${feature}/locales/${language}.po`]?.();
  if (messages) add(language, messages);
}
