import type { DescriptionIn } from "../../api/pictures/types.gen";

/** The languages in which a description still says nothing. */
export const missingWords = ({ decorative, texts }: DescriptionIn): string[] =>
  decorative ? [] : texts.filter(({ words }) => !words).map(({ language }) => language);
