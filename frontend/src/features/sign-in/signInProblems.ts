import { t } from "@lingui/core/macro";

/** Why a link or a code did not do. */
export const signInProblems = (): Record<string, string> => ({
  sign_in_expired: t`This code is no longer valid: it has been used, or 15 minutes have passed. Ask for a new email.`,
  code_needed: t`The link was opened in another browser. Type the code from the same email here.`,
  account_disabled: t`This account has been closed. Write to whoever runs the programme if you think that is a mistake.`,
});

/** Why nothing came of going to one's university or employer. */
export const providerProblems = (): Record<string, string> => ({
  sign_in_expired: t`Signing in took too long, or was started in another browser. Start again here.`,
  provider_refused: t`Your university or employer did not let you in, or its answer could not be trusted. Try again; if that does not help, ask its support.`,
  provider_unavailable: t`Its sign-in service is not responding at the moment. Try again in a while, or sign in another way.`,
  account_disabled: t`This account has been closed. Write to whoever runs the programme if you think that is a mistake.`,
});

/** Why a passkey did not do. */
export const passkeyProblems = (): Record<string, string> => ({
  passkey_cancelled: t`Nothing has changed: the device did not finish. Try again when you like.`,
  passkey_refused: t`This passkey does not work here. It may have been removed: sign in by email and add a new one.`,
});
