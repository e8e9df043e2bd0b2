import { t } from "@lingui/core/macro";

/** Why no passkey was made. */
export const passkeyProblems = (): Record<string, string> => ({
  passkey_cancelled: t`Nothing has changed: the device did not finish. Try again when you like.`,
  passkey_known: t`This device has a passkey for your account already.`,
  too_many_passkeys: t`You have twenty passkeys already. Remove one that you do not use any more.`,
  passkey_refused: t`This passkey does not work here. Try again, or add one on another device.`,
});
