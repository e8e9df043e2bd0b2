import { t } from "@lingui/core/macro";

/** Why one's own part could not be changed, and what to do next. */
export const partProblems = () => ({
  illegal_state: t`Your status in the programme has changed in the meantime, so this can’t be done now. Reload the page to see how it stands.`,
});
