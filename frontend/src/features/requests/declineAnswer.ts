import { t } from "@lingui/core/macro";
import type { DeclineIn, DeclineWording } from "../../api/generated/types.gen";
import { charactersLeft } from "../../ui/characters";

/** As the API has it. */
export const answerLimit = 3000;

const ready: DeclineWording[] = ["not_my_field", "no_time", "another_fits_better"];

/** What the form says: one of the ready wordings, else the mentor's own words. */
export function answerOf(form: FormData): DeclineIn {
  const wording = ready.find((each) => each === form.get("how"));
  return wording ? { wording } : { message: String(form.get("words") ?? "").trim() };
}

/** What is wrong with own words; undefined when they can go. */
export function answerProblem({ wording, message }: DeclineIn): string | undefined {
  if (wording) return undefined;
  if (!message) return t`Write a few words, or choose one of the ready ones.`;
  return charactersLeft(message, answerLimit) < 0 ? t`The message is too long: shorten it.` : undefined;
}
