import { t } from "@lingui/core/macro";
import type { Next, Rhythm } from "../../api/months/types.gen";
import { readProblem } from "../../api/problem";
import { parts } from "./meetingTimes";

/** What somebody may do next, said to them. */
export const nextWords: Record<Next, () => string> = {
  answer_times: () => t`Times are suggested for a meeting: pick one, or suggest others.`,
  say_whether_held: () => t`The time of a meeting you planned has passed. Did it take place?`,
  meet: () => t`Your next meeting is planned. Think about what you want to talk about.`,
  wait_for_times: () => t`You have suggested times. You’ll get an email when one of them is picked.`,
  first_meeting: () => t`Arrange a first meeting. Suggest two or three times.`,
  agree: () => t`Agree on how you work together: how often you meet, and what stays between you.`,
  sign: () => t`Read your mentoring agreement and sign it.`,
  write_goal: () => t`Write down a first goal. It may be small, and it may change.`,
  take_step: () => t`Choose one specific step towards a goal, and a day for it.`,
  plan_meeting: () => t`Plan your next meeting. About once a month is a good rhythm.`,
  meet_otherwise: () => t`Meetings were cancelled more than once. Try a shorter one, or meet online.`,
  few_measures: () => t`It has been quiet for a while, which is normal. Write down a few steps together below.`,
  look_back_halfway: () => t`You are halfway. Look back together: what did you want, and what do you want now?`,
  end_well: () => t`Your mentoring ends soon. Plan a last meeting, to look back and to thank each other.`,
  wait_for_mentees: () => t`The group is waiting for members. You’ll get an email with every request.`,
  rest: () => t`All is well. There is nothing you need to do.`,
};

/** The place on the page of a match where a step is taken, if not among the meetings; the agreement has a page of its own. */
export const places: Partial<Record<Next, string>> = {
  write_goal: "goals",
  take_step: "goals",
  few_measures: "steps",
};

/** How a match stands to "about once a month". */
export const rhythmWords: Record<Rhythm, () => string> = {
  waiting: () => t`The programme has not started yet. You are welcome to meet before it does.`,
  gathering: () => t`The group begins when somebody joins it.`,
  fresh: () => t`You have not met yet.`,
  good: () => t`You are meeting about once a month.`,
  due: () => t`It is a month since you last met.`,
  quiet: () => t`It has been quiet for a while.`,
  over: () => t`The programme has ended.`,
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
    meeting_not_open: t`This meeting has changed in the meantime. Reload the page to see how it stands.`,
    own_proposal: t`You suggested these times, so it is not for you to pick. You can suggest others instead.`,
    ...(codes.includes("in_past") && { validation: t`That time has passed. Choose one to come.` }),
    ...(codes.includes("in_future") && { validation: t`This is still to come. Suggest it as a meeting instead.` }),
    ...(codes.includes("too_far") && { validation: t`That is over a year away. Choose an earlier day.` }),
    ...(codes.includes("before_match") && {
      validation: t`Your mentoring had not begun yet on that day. Choose a later one.`,
    }),
    ...(codes.includes("no_such_time") && {
      validation: t`The clocks go forward that night, so this time does not exist. Choose another.`,
    }),
    ...(codes.includes("url_scheme") && { validation: t`A link must begin with https://.` }),
  };
}

export const goalProblems = (): Partial<Record<string, string>> => ({
  match_ended: t`This mentoring has ended, so nothing can be written here any more.`,
  goal_closed: t`This goal is closed. Reopen it first.`,
  too_many: t`There are too many open already. Close or remove some of them first.`,
});
