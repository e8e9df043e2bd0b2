import { t } from "@lingui/core/macro";
import { charactersLeft } from "../../ui/characters";

/** As the API has it, which counts as we do: by code points. */
export const messageLimit = 3000;

/** What is wrong with a first message, in words; undefined when it can be sent. */
export function messageProblem(text: string): string | undefined {
  if (text.trim() === "") return t`Write a message to the mentor.`;
  return charactersLeft(text.trim(), messageLimit) < 0
    ? t`The message is too long: shorten it to ${{ limit: messageLimit }} characters.`
    : undefined;
}
