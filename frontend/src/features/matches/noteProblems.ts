import { t } from "@lingui/core/macro";

export const noteProblems = (): Partial<Record<string, string>> => ({
  match_ended: t`This mentoring has ended, so no new notes can be written. Those that you have can be read.`,
  too_many_notes: t`You have very many notes. Join some of them, then write on.`,
  stale: t`You changed this note in another window meanwhile. Copy what you typed, and load the page again.`,
});
