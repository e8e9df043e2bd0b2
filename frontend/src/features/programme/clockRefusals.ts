import { t } from "@lingui/core/macro";

/** Why a schedule is not taken, beside what is wrong in its fields. */
export const clockRefusals = () => ({
  illegal_state: t`The programme has been published in the meantime, so its time zone can’t change any more. Reload the page to see how it stands.`,
});
