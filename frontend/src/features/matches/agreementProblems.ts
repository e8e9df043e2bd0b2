import { t } from "@lingui/core/macro";

/** Why the agreement could not be saved or signed, and what to do next. */
export const agreementProblems = (): Record<string, string> => ({
  agreement_changed: t`The agreement was changed while you were reading. The new version is shown now: read it, then sign.`,
  match_ended: t`This mentoring has ended, so the agreement can’t be changed any more. Reload the page to read it.`,
  too_many_versions: t`This agreement can’t be changed any more times. Agree on anything new when you meet.`,
});
