import { t } from "@lingui/core/macro";
import type { ConcernState } from "../../api/concerns/types.gen";
import type { FieldProblem } from "../../api/problem";
import type { Fault } from "./telling";

const states: Record<ConcernState, () => string> = {
  open: () => t`Told; nobody is handling it yet`,
  in_hand: () => t`Somebody is handling it`,
  closed: () => t`Closed`,
};
export const stateName = (state: ConcernState) => states[state]();

const faults: Record<Fault, () => FieldProblem> = {
  no_words: () => ({ field: "words", message: t`Write what you would like to tell.` }),
  too_long: () => ({ field: "words", message: t`This is too long: shorten it. You can add the rest afterwards.` }),
  too_few: () => ({ field: "recipients", message: t`Choose at least two people who read it.` }),
};
export const faultWords = (fault: Fault): FieldProblem => faults[fault]();

/** Why something could not be told, taken in hand, closed or added to, and what to do next. */
export const concernProblems = (): Record<string, string> => ({
  too_few_recipients: t`Choose at least two people who read it.`,
  validation: t`Somebody you chose can no longer be told. Reload the page and choose again; your words are kept.`,
  concern_taken: t`Somebody else got there first and is now handling this. Reload the page to see who.`,
  concern_not_in_hand: t`This can’t be closed as it stands. Reload the page to see how it stands.`,
  concern_closed: t`This has been closed in the meantime. Tell it again, and choose who reads it.`,
  too_many_words: t`There is no room here for more. Tell the rest separately.`,
});
