import { i18n } from "@lingui/core";
import type { ProgrammeOut, TextOut } from "../api/generated/types.gen";

/** What the programme says of itself in the page's language, else in the first of its own. */
export function textsOf({ texts, languages }: ProgrammeOut): TextOut | undefined {
  const order = [i18n.locale, ...languages];
  return order.map((language) => texts.find((each) => each.language === language)).find((found) => found !== undefined);
}
