import { t } from "@lingui/core/macro";
import type { DeclineWording, ProgrammeOut, ReleaseReason, RequestOut } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";

export type Side = "mentee" | "mentor";

/** Which side of a request one is on; neither is who coordinates. */
export function sideOf(request: Pick<RequestOut, "mentor" | "mentee">, ownId: string | undefined): Side | undefined {
  if (request.mentor.participant_id === ownId) return "mentor";
  return request.mentee.participant_id === ownId ? "mentee" : undefined;
}

type Outcome = Pick<RequestOut, "state" | "release_reason">;

/** What came of a request, as its reader would say it. */
export function outcome(
  { state, release_reason: reason }: Outcome,
  side: Side,
  programme: Pick<ProgrammeOut, "texts">,
) {
  const words = state === "released" && reason ? released[reason] : states[state];
  return inItsWords(programme, words(side));
}

const states: Record<RequestOut["state"], (side: Side) => string> = {
  pending: (side) => (side === "mentor" ? t`Waiting for your answer` : t`Waiting for the mentor’s answer`),
  accepted: (side) => (side === "mentor" ? t`You said yes` : t`The mentor said yes`),
  declined: (side) => (side === "mentor" ? t`You declined` : t`The mentor could not say yes this time`),
  withdrawn: (side) => (side === "mentee" ? t`You withdrew the request` : t`The [mentee] withdrew the request`),
  expired: () => t`No answer came in time`,
  released: () => t`The request was closed`,
};

const released: Record<ReleaseReason, (side: Side) => string> = {
  mentor_full: (side) => (side === "mentor" ? t`Your places were filled` : t`The mentor’s places were filled`),
  mentor_paused: (side) => (side === "mentor" ? t`You are on a break` : t`The mentor is taking a break`),
  mentor_left: (side) => (side === "mentor" ? t`You left the programme` : t`The mentor has left the programme`),
  mentee_matched: (side) => (side === "mentee" ? t`You got a mentor` : t`The [mentee] got a mentor`),
  mentee_paused: (side) => (side === "mentee" ? t`You are on a break` : t`The [mentee] is not looking any more`),
  mentee_left: (side) => (side === "mentee" ? t`You left the programme` : t`The [mentee] is not looking any more`),
  window_closed: () => t`The time for answering ended`,
  coordinator: () => t`A coordinator closed the request`,
  group_full: (side) => (side === "mentor" ? t`Your group’s places were filled` : t`The group’s places were filled`),
  group_closed: (side) =>
    side === "mentor" ? t`Your group is no longer open to new members` : t`The group is no longer open to new members`,
};

/** The three kind wordings as the student reads them; the mail says the same. */
export const wordings: Record<DeclineWording, () => string> = {
  not_my_field: () =>
    t`The mentor’s own field is too far from what you are looking for, and they trust that somebody else can help you better.`,
  no_time: () =>
    t`Right now the mentor would not have as much time for mentoring as it deserves, and they didn’t want to promise you too much.`,
  another_fits_better: () => t`The mentor thinks that another mentor in the programme would suit your goals better.`,
};

/** A kind word after what came to nothing without one's own doing. */
export function comfortFor({ state, release_reason: reason }: Outcome) {
  if (state === "declined") return t`An answer like this is usually about time or field, not about you.`;
  if (state === "expired") return t`That says nothing about you: people travel, fall ill, or simply miss a message.`;
  if (state !== "released" || reason === null || reason.startsWith("mentee_")) return undefined;
  return t`We are sorry: we know that you put thought into it.`;
}

/** The oldest first: they have waited longest. */
export const oldestFirst = (requests: readonly RequestOut[]) =>
  requests.toSorted((a, b) => a.sent_at.localeCompare(b.sent_at));
