import { t } from "@lingui/core/macro";

/** Why a way to sign in was not added or removed. */
export const waysInProblems = (): Record<string, string> => ({
  identity_taken: t`This belongs to another account. If that is yours as well, remove it there first.`,
  last_way_in: t`This is your only way in: add another one before you remove it.`,
  sign_in_expired: t`This took too long, or was started in another browser. Start again here.`,
  provider_refused: t`Your university or employer did not let you in, or its answer could not be trusted. Try again; if that does not help, ask its support.`,
  provider_unavailable: t`Its sign-in service is not responding at the moment. Try again in a while.`,
});
