import type { RecipientsOut } from "../../api/concerns/types.gen";

/** As the API has it. */
export const wordsLimit = 5000;

/** Who is chosen at first: everybody but those with whom one is in a match. */
export const firstChosen = ({ recipients }: Pick<RecipientsOut, "recipients">): string[] =>
  recipients.filter(({ partner }) => !partner).map(({ person_id: id }) => id);

export type Fault = "no_words" | "too_long" | "too_few";

/** What keeps it from being sent; [] when it can go. */
export function faultsOf(words: string, chosen: readonly string[], fewest: number): Fault[] {
  const letters = [...words.trim()].length;
  return [
    ...(letters === 0 ? (["no_words"] as const) : []),
    ...(letters > wordsLimit ? (["too_long"] as const) : []),
    ...(chosen.length < fewest ? (["too_few"] as const) : []),
  ];
}
