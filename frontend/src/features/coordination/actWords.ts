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
      t`The profile is published as if they had done it themself; a mentor’s may then wait for approval.`,
      t`They are told by mail that you did this for them.`,
    ],
    confirm: t`Publish`,
  }),
  pause: () => ({
    title: t`Put them on a break?`,
    points: [
      t`No new request reaches them, and they can send none.`,
      t`Open requests are closed, and the others are told at once. Running pairs go on.`,
      t`They are told by mail that you did this for them.`,
    ],
    confirm: t`Begin the break`,
  }),
  resume: () => ({
    title: t`End their break?`,
    points: [
      t`They take part again, and can get requests or send them.`,
      t`They are told by mail that you did this for them.`,
    ],
    confirm: t`End the break`,
  }),
  remove: () => ({
    title: t`Remove them from the programme?`,
    points: [
      t`Open requests and suggestions are closed, and the others are told at once.`,
      t`Running pairs end, and the partner is told by mail, without a reason.`,
      t`They get a mail themself, and their profile is no longer shown.`,
      t`You can’t take this back.`,
    ],
    confirm: t`Remove`,
  }),
};

const outcomes: Record<PlainAct, () => string> = {
  approve: () => t`Approved. They get a mail that they are in.`,
  publish: () => t`The profile is published, and they get a mail.`,
  pause: () => t`They are on a break now, and they get a mail.`,
  resume: () => t`They take part again, and they get a mail.`,
  remove: () => t`Removed. Everybody whom it touches gets a mail.`,
};
export const outcomeOf = (act: PlainAct) => outcomes[act]();
