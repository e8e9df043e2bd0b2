import { t } from "@lingui/core/macro";

/** Why a link or a code did not do. */
export const signInProblems = (): Record<string, string> => ({
  sign_in_expired: t`This code is no longer good: it has been used, or 15 minutes have passed. Ask for a new mail.`,
  code_needed: t`The link was opened in another browser. Type the code from the same mail here.`,
  account_disabled: t`This account has been closed. Write to whoever runs the programme if you think that is a mistake.`,
});

/** Why a passkey did not do. */
export const passkeyProblems = (): Record<string, string> => ({
  passkey_cancelled: t`Nothing has changed: the device did not finish. Try again when you like.`,
  passkey_refused: t`This passkey does not work here. It may have been removed: sign in by e-mail and make a new one.`,
});
