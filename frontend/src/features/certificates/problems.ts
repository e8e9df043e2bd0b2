import { t } from "@lingui/core/macro";

/** Why there is no certificate (yet), in words that say what to do. */
export const certificateProblems = () => ({
  certificate_not_yet: t`The mentoring months have been extended, so it is too early. Come back when they are over.`,
  nothing_to_certify: t`You have not been in any mentoring that a certificate could show. If you think otherwise, write to the programme’s contact address.`,
});
