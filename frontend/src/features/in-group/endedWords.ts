import { t } from "@lingui/core/macro";

/** Why nothing can be done in a group any more, and what to do next. */
export const endedWords = (): Record<string, string> => ({
  match_ended: t`This group has ended, or you are no longer in it. Reload the page to see how things stand.`,
});
