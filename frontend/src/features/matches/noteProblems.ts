import { t } from "@lingui/core/macro";

export const noteProblems = (): Partial<Record<string, string>> => ({
  match_ended: t`This mentoring has ended, so no new notes can be written. Those that you have can be read.`,
  too_many_notes: t`You have too many notes. Combine some of them before you write more.`,
  stale: t`You have changed this note in another window. Copy what you typed and reload the page.`,
});
