import { t } from "@lingui/core/macro";
import type { Next, Rhythm } from "../../api/months/types.gen";
import { readProblem } from "../../api/problem";
import { parts } from "./meetingTimes";

/** What somebody may do next, said to them. */
export const nextWords: Record<Next, () => string> = {
  answer_times: () => t`Times are suggested for a meeting: pick one, or suggest others.`,
  say_whether_held: () => t`A meeting that you had planned has passed. Did it come about?`,
  meet: () => t`Your next meeting is planned. Look at what you want to talk about.`,
  wait_for_times: () => t`You have suggested times. You get a mail when one of them is picked.`,
  first_meeting: () => t`Agree on a first meeting. Suggest two or three times.`,
  agree: () => t`Agree on how you work together: how often you meet, and what stays between you.`,
  sign: () => t`Read your mentoring agreement and sign it.`,
  write_goal: () => t`Write down a first goal. It may be small, and it may change.`,
  take_step: () => t`Choose one concrete step towards a goal, with a day.`,
  plan_meeting: () => t`Plan your next meeting. About once a month is a good rhythm.`,
  meet_otherwise: () => t`Meetings were cancelled more than once. Try a shorter one, or meet online.`,
  few_measures: () => t`It has been quiet for a while, which is normal. Write a few measures together below.`,
  look_back_halfway: () => t`You are halfway. Look back together: what did you want, and what do you want now?`,
  end_well: () => t`The end is near. Plan a last meeting, to look back and to thank each other.`,
  wait_for_mentees: () => t`The group waits for members. You get a mail with every request.`,
  rest: () => t`All is well. Nothing waits for you.`,
};

/** The place on the page of a match where a step is taken, if not among the meetings; the agreement has a page of its own. */
export const places: Partial<Record<Next, string>> = {
  write_goal: "goals",
  take_step: "goals",
  few_measures: "steps",
};

/** How a match stands to "about once a month". */
export const rhythmWords: Record<Rhythm, () => string> = {
  waiting: () => t`The programme has not begun to run yet. You may well meet before.`,
  gathering: () => t`The group begins when somebody joins it.`,
  fresh: () => t`You have not met yet.`,
  good: () => t`You keep the rhythm of about once a month.`,
  due: () => t`It is a month since you last met.`,
  quiet: () => t`It has been quiet for a while.`,
  over: () => t`The running time of the programme is over.`,
};

export function lastedWords(minutes: number): string {
  const { hours, minutes: rest } = parts(minutes);
  if (hours === 0) return t`${{ rest }} min`;
  return rest === 0 ? t`${{ hours }} h` : t`${{ hours }} h ${{ rest }} min`;
}

/** Why something about a meeting did not work, and what to do. */
export function meetingProblems(error: unknown): Partial<Record<string, string>> {
  const codes = readProblem(error).errors.map(({ code }) => code);
  return {
    match_ended: t`This mentoring has ended, so nothing can be arranged here any more.`,
    meeting_in_past: t`That time has passed. Choose another.`,
    meeting_not_yet: t`This meeting has not begun yet. Say afterwards how it went.`,
    meeting_not_open: t`This meeting has changed meanwhile. Reload the page to see how it stands.`,
    own_proposal: t`You suggested these times, so it is not for you to pick. You can suggest others instead.`,
    ...(codes.includes("in_past") && { validation: t`That time has passed. Choose one to come.` }),
    ...(codes.includes("in_future") && { validation: t`This is still to come. Suggest it as a meeting instead.` }),
    ...(codes.includes("too_far") && { validation: t`That is over a year away. Choose an earlier day.` }),
    ...(codes.includes("before_match") && {
      validation: t`Your mentoring had not begun yet on that day. Choose a later one.`,
    }),
    ...(codes.includes("no_such_time") && {
      validation: t`The clocks are put forward that night and never show this time. Choose another.`,
    }),
    ...(codes.includes("url_scheme") && { validation: t`A link begins with https://.` }),
  };
}

export const goalProblems = (): Partial<Record<string, string>> => ({
  match_ended: t`This mentoring has ended, so nothing can be written here any more.`,
  goal_closed: t`This goal is closed. Take it up again first.`,
  too_many: t`There are too many open already. Close or take away some of them first.`,
});
