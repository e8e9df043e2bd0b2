import { t } from "@lingui/core/macro";

/** For coordinators who come here: they may see that it exists, and whom to ask. */
export const adminsOnly = (): Record<string, string> => ({
  forbidden: t`Only an admin of your organisation can see and change this. Ask one of them.`,
});

/** Why a provider could not be changed or tried out. */
export const providerProblems = (): Record<string, string> => ({
  ...adminsOnly(),
  provider_incomplete: t`Enter the client ID first: the service gives it to you when you register the address shown above.`,
  provider_refused: t`The service let nobody in, or its answer could not be trusted. Check the client ID, the secret and the registered address; the log of this installation says more.`,
  provider_unavailable: t`The service is not responding. Check the address of the service: it has to be exactly as the service writes it.`,
  sign_in_expired: t`The test took too long, or was started in another browser. Start again here.`,
  stale: t`Somebody else has changed this in the meantime. It is shown as it is now: look through it, then press again.`,
});

/** An installation without SAML has no door for such services. */
export const samlProblems = (): Record<string, string> => ({
  ...adminsOnly(),
  not_found: t`This installation does not speak SAML yet. Ask whoever maintains it to set it up.`,
});
