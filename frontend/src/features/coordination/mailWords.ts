import { t } from "@lingui/core/macro";
import type { MessageKind, MessageState } from "../../api/coordination/types.gen";

const kinds: Record<MessageKind, () => string> = {
  request_sent: () => t`A request has come`,
  request_reminder: () => t`A request waits for an answer`,
  request_withdrawn: () => t`A request was withdrawn`,
  request_declined: () => t`The mentor said no`,
  request_expired: () => t`A request was not answered in time`,
  request_released: () => t`A request was closed`,
  match_made: () => t`A pair has come about: contact details`,
  match_ended: () => t`A pair has ended`,
  proposal_made: () => t`A pair is suggested`,
  proposal_closed: () => t`A suggested pair did not come about`,
  answered_for_you: () => t`A coordinator has acted for them`,
  room_again: () => t`A saved mentor has room again`,
  contact_code: () => t`Code to confirm a contact address`,
  participant_approved: () => t`They are in`,
  participant_sent_back: () => t`The profile was sent back`,
  participant_removed: () => t`They were removed`,
  window_changed: () => t`The schedule has changed`,
  unmatched_next: () => t`What happens next without a pair`,
  sign_in: () => t`Link and code for signing in`,
  passkey_added: () => t`A passkey was added`,
  identity_added: () => t`A way to sign in was added`,
  token_added: () => t`A token was added`,
  member_invited: () => t`An invitation to coordinate`,
  email_code: () => t`Code for a new address`,
  email_changed: () => t`The account has another address`,
  agreement_to_sign: () => t`An agreement waits for a signature`,
  agreement_in_force: () => t`An agreement has been signed by everybody`,
  concern_raised: () => t`Something was told in confidence`,
  concern_taken: () => t`Somebody looks after what was told in confidence`,
  concern_closed: () => t`What was told in confidence is closed`,
  coordinator_digest: () => t`The coordinators’ digest`,
};
export const kindName = (kind: MessageKind) => kinds[kind]();

const states: Record<MessageState, () => string> = {
  waiting: () => t`Waiting to be sent`,
  sent: () => t`Sent`,
  failed: () => t`Could not be delivered`,
  dropped: () => t`No longer needed`,
};
export const mailStateName = (state: MessageState) => states[state]();
