import { t } from "@lingui/core/macro";
import type { PersonAct } from "./acts";
import type { PlainAct } from "./sendAct";

const buttons: Record<PersonAct, () => string> = {
  approve: () => t`Approve`,
  send_back: () => t`Send back`,
  publish: () => t`Publish for them`,
  pause: () => t`Put on a break`,
  resume: () => t`End the break`,
  places: () => t`Change the places`,
  remove: () => t`Remove from the programme`,
};
export const actName = (act: PersonAct) => buttons[act]();

type Question = { title: string; points: string[]; confirm: string };

/** What is asked before an act that others notice, and what it brings about. */
export const questions: Record<Exclude<PlainAct, "approve">, () => Question> = {
  publish: () => ({
    title: t`Publish the profile for them?`,
    points: [
      t`The profile is published as if they had done it themselves; a mentor’s may then wait for approval.`,
      t`They are told by email that you did this for them.`,
    ],
    confirm: t`Publish`,
  }),
  pause: () => ({
    title: t`Put them on a break?`,
    points: [
      t`They get no new requests, and can’t send any.`,
      t`Open requests are closed, and the others are told straight away. Active pairs carry on.`,
      t`They are told by email that you did this for them.`,
    ],
    confirm: t`Start the break`,
  }),
  resume: () => ({
    title: t`End their break?`,
    points: [
      t`They are taking part again, and can get requests or send them.`,
      t`They are told by email that you did this for them.`,
    ],
    confirm: t`End the break`,
  }),
  remove: () => ({
    title: t`Remove them from the programme?`,
    points: [
      t`Open requests and suggestions are closed, and the others are told at once.`,
      t`Active pairs end, and the partner is told by email, without a reason.`,
      t`They get an email themselves, and their profile is no longer shown.`,
      t`You can’t undo this.`,
    ],
    confirm: t`Remove`,
  }),
};

const outcomes: Record<PlainAct, () => string> = {
  approve: () => t`Approved. They get an email saying they are in.`,
  publish: () => t`The profile is published, and they get an email.`,
  pause: () => t`They are on a break now, and they get an email.`,
  resume: () => t`They are taking part again, and they get an email.`,
  remove: () => t`Removed. Everyone affected gets an email.`,
};
export const outcomeOf = (act: PlainAct) => outcomes[act]();
