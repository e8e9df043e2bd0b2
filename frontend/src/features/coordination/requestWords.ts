import { t } from "@lingui/core/macro";
import type { ProgrammeOut, ReleaseReason, RequestOut, RequestState } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";

/** What came of a request, as a coordinator would say it. */
export function requestStanding(
  { state, release_reason: reason }: Pick<RequestOut, "state" | "release_reason">,
  programme: Pick<ProgrammeOut, "texts">,
): string {
  return inItsWords(programme, state === "released" && reason ? released[reason]() : standings[state]());
}

const standings: Record<RequestState, () => string> = {
  pending: () => t`Waiting for the mentor’s answer`,
  accepted: () => t`The mentor said yes`,
  declined: () => t`The mentor could not say yes this time`,
  withdrawn: () => t`The [mentee] withdrew the request`,
  expired: () => t`No answer came in time`,
  released: () => t`The request was closed`,
};

const released: Record<ReleaseReason, () => string> = {
  mentor_full: () => t`The mentor’s places were filled`,
  mentor_paused: () => t`The mentor is taking a break`,
  mentor_left: () => t`The mentor has left the programme`,
  mentee_matched: () => t`The [mentee] got a mentor`,
  mentee_paused: () => t`The [mentee] is taking a break`,
  mentee_left: () => t`The [mentee] has left the programme`,
  window_closed: () => t`The time for answering ended`,
  coordinator: () => t`A coordinator closed the request`,
  group_full: () => t`The group’s places were filled`,
  group_closed: () => t`The group is no longer open to new members`,
};

const names: Record<RequestState, () => string> = {
  pending: () => t`Waiting`,
  accepted: () => t`Accepted`,
  declined: () => t`Declined`,
  withdrawn: () => t`Withdrawn`,
  expired: () => t`Unanswered`,
  released: () => t`Closed for another reason`,
};
export const requestStateName = (state: RequestState) => names[state]();
export const requestStates: readonly RequestState[] = [
  "pending",
  "accepted",
  "declined",
  "withdrawn",
  "expired",
  "released",
];
