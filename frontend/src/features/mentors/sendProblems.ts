import { t } from "@lingui/core/macro";

/** Why a request could not be sent, and what to do next. */
export const sendProblems = (): Record<string, string> => ({
  mentee_has_pending_request: t`You already have a request waiting for an answer. Wait for the answer, or withdraw the request before you ask somebody else.`,
  mentee_already_matched: t`You already have a mentor in this programme. Carry on with them from your home page.`,
  mentor_full: t`This mentor’s places have just been filled. Please choose another mentor.`,
  mentor_has_max_pending: t`This mentor has as many requests as they can answer for now. Try again in a few days, or choose another mentor.`,
  mentor_not_available: t`This mentor is not taking requests at the moment. Please choose another mentor.`,
  declined_before: t`You have already asked this mentor in this programme. Please choose another mentor.`,
  window_closed: t`Requests to mentors have closed. Your home page tells you what happens next.`,
  window_not_open: t`You can’t ask mentors yet. Your home page tells you when requests open; your text is kept here until then.`,
});
