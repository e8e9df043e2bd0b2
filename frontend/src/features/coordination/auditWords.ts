import { t } from "@lingui/core/macro";

const acts: Record<string, () => string> = {
  programme_created: () => t`The programme was created`,
  programme_edited: () => t`The programme’s rules or words were changed`,
  clock_changed: () => t`The schedule was changed`,
  text_changed: () => t`A text of the programme was changed`,
  programme_published: () => t`The programme was published`,
  programme_archived: () => t`The programme was put away`,
  invitation_made: () => t`An invitation was made`,
  participant_joined: () => t`Somebody joined`,
  profile_saved: () => t`A profile was saved`,
  contact_entered: () => t`Contact details were entered`,
  contact_confirmed: () => t`A contact address was confirmed`,
  participant_published: () => t`A profile was published`,
  participant_approved: () => t`Somebody was approved`,
  participant_sent_back: () => t`A profile was sent back`,
  participant_paused: () => t`Somebody went on a break`,
  participant_resumed: () => t`Somebody came back from a break`,
  participant_left: () => t`Somebody left`,
  participant_removed: () => t`Somebody was removed`,
  places_changed: () => t`A mentor’s places were changed`,
  request_sent: () => t`A request was sent`,
  request_accepted: () => t`A request was accepted`,
  request_declined: () => t`A request was declined`,
  request_withdrawn: () => t`A request was withdrawn`,
  request_expired: () => t`A request was not answered in time`,
  request_released: () => t`A request was closed`,
  proposal_made: () => t`A pair was suggested`,
  proposal_agreed: () => t`Somebody said yes to a suggested pair`,
  proposal_accepted: () => t`Both said yes to a suggested pair`,
  proposal_declined: () => t`Somebody said no to a suggested pair`,
  proposal_withdrawn: () => t`A suggestion was withdrawn`,
  proposal_expired: () => t`A suggestion was not answered in time`,
  proposal_released: () => t`A suggestion became impossible`,
  match_opened: () => t`A pair came about`,
  match_ended: () => t`A pair ended`,
  organisation_edited: () => t`The organisation was changed`,
  admin_made: () => t`Somebody became an administrator`,
  signed_in: () => t`Somebody signed in`,
  signed_out: () => t`Somebody signed out`,
};

/** What was done; an act that has no words yet shows its code rather than nothing. */
export const actSentence = (act: string): string => acts[act]?.() ?? act;

const states: Record<string, () => string> = {
  draft: () => t`draft`,
  submitted: () => t`waiting for approval`,
  active: () => t`active`,
  paused: () => t`on a break`,
  left: () => t`has left`,
  removed: () => t`removed`,
  pending: () => t`open`,
  accepted: () => t`accepted`,
  declined: () => t`declined`,
  withdrawn: () => t`withdrawn`,
  expired: () => t`not answered`,
  released: () => t`closed`,
  ended: () => t`ended`,
  published: () => t`published`,
  archived: () => t`put away`,
};
export const auditState = (state: string): string => states[state]?.() ?? state;

const sides = {
  mentor: () => t`for the mentor`,
  mentee: () => t`for the student`,
  themself: () => t`for the person whom it is about`,
  somebody: () => t`for somebody else`,
};
export const forWhom = (side: keyof typeof sides): string => sides[side]();
