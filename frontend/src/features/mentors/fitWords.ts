import { t } from "@lingui/core/macro";
import type { ProgrammeOut, Reason } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";

/** A number would promise more than it knows. */
export function fitWord(score: number): string {
  if (score >= 75) return t`A very good fit for you`;
  if (score >= 50) return t`A good fit for you`;
  return score >= 25 ? t`Fits you in part` : t`A different background from the one you named`;
}

const speaksFor: Record<Reason, () => string> = {
  topics: () => t`topics you want to talk about`,
  field: () => t`your own field`,
  sector: () => t`a sector you are interested in`,
  language: () => t`a language in common`,
  place: () => t`meets near you or online`,
  doctorate: () => t`has a doctorate`,
  newcomer: () => t`knows newcomers’ questions about Finnish working life`,
  level: () => t`looks for [mentees] at your level`,
};

const speaksAgainst: Record<Reason, () => string> = {
  topics: () => t`other topics than yours`,
  field: () => t`another field`,
  sector: () => t`a different sector from the one you named`,
  language: () => t`no language in common`,
  place: () => t`lives elsewhere and meets in person only`,
  doctorate: () => t`no doctorate`,
  newcomer: () => t`no experience of newcomers’ questions`,
  level: () => t`looks for [mentees] at another level`,
};

type Programme = Pick<ProgrammeOut, "texts">;
export const reasonsFor = (reasons: readonly Reason[], programme: Programme) =>
  reasons.map((reason) => inItsWords(programme, speaksFor[reason]()));
export const reasonsAgainst = (reasons: readonly Reason[], programme: Programme) =>
  reasons.map((reason) => inItsWords(programme, speaksAgainst[reason]()));
