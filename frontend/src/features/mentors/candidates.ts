import type { DirectoryOut, FitOut, MentorCardOut, OverlayOut, Vocabulary } from "../../api/generated/types.gen";
import { labelOf, labelsOf } from "../../i18n/labels";
import { fold } from "./fold";

/**
 * A mentor whom one may ask: the card that all share, what is one's own about them (`saved` is their place among those
 * one has saved), and the words to find them by.
 */
export type Candidate = { card: MentorCardOut; fit?: FitOut; saved?: number; text: string };

/** In one's own fair order. The two answers may be a moment apart: whoever the order does not know yet comes last. */
export function candidates(directory: DirectoryOut, overlay: OverlayOut, vocabulary: Vocabulary): Candidate[] {
  const place = new Map(overlay.mentors.map((fit, i) => [fit.mentor_id, { fit, i }]));
  const saved = new Map(overlay.saved.map(({ mentor_id }, i) => [mentor_id, i]));
  const hidden = new Set(overlay.hidden);
  const last = overlay.mentors.length;
  return directory.items
    .filter(({ id }) => !hidden.has(id))
    .toSorted((a, b) => (place.get(a.id)?.i ?? last) - (place.get(b.id)?.i ?? last))
    .map((card) => {
      const [fit, mark] = [place.get(card.id)?.fit, saved.get(card.id)];
      return { card, ...(fit && { fit }), ...(mark !== undefined && { saved: mark }), text: textOf(card, vocabulary) };
    });
}

function textOf(card: MentorCardOut, { fields, sectors, topics }: Vocabulary): string {
  const own = [card.name, card.title, card.employer, card.headline, card.degree, card.place];
  const chosen = [card.field && labelOf(fields, card.field), card.sector && labelOf(sectors, card.sector)];
  return fold([...own, ...chosen, ...labelsOf(topics, card.topics)].join(" \n "));
}

/** Those who are most like somebody who has just been filled: by what they offer, then by one's own fit. */
export function similarTo(
  mentor: Pick<MentorCardOut, "field" | "sector" | "topics">,
  all: readonly Candidate[],
  most = 3,
) {
  const likeness = ({ card, fit }: Candidate) =>
    card.topics.filter((topic) => mentor.topics.includes(topic)).length * 2 +
    (card.field && card.field === mentor.field ? 3 : 0) +
    (card.sector && card.sector === mentor.sector ? 2 : 0) +
    (fit?.score ?? 0) / 100;
  return all
    .map((candidate) => ({ candidate, likeness: likeness(candidate) }))
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}
