import { t } from "@lingui/core/macro";
import { type FieldProblem, fieldProblems, readProblem } from "../../api/problem";
import { feedbackEarly, windowOrder } from "./clockValues";

/** What the server finds wrong with a field of these forms, in words that say what to do. */
const sentences: Record<string, () => string> = {
  year: () => t`Choose a year from 2000 to 2199.`,
  outside_running: () => t`Choose a day on which the mentoring is under way.`,
  window_order: windowOrder,
  feedback_early: feedbackEarly,
  time_zone: () => t`Choose a time zone from the list.`,
  clock: () => t`Choose another day: the times of this programme can’t be moved to this one.`,
  reminder_order: () => t`Enter each day once, earliest first.`,
  reminder_late: () => t`A reminder has to come before the last day of a request: enter earlier days.`,
  domain: () => t`Enter domains such as example.org, one per line.`,
  enum: () => t`Choose one of the given answers.`,
  value_error: () => t`Enter an email address such as name@example.org.`,
  line_break: () => t`Write this on one line.`,
  control_character: () => t`There is a character here that can’t be shown: type the text again.`,
  key_twice: () => t`Two entries have the same key: remove one of them.`,
  greater_than_equal: () => t`This number is too small.`,
  less_than_equal: () => t`This number is too large.`,
  int_type: () => t`Enter a whole number.`,
};

/** The server's field errors under the names of the form; `fieldOf` leads from the place in the body to the field. */
export function faultsIn(error: unknown, fieldOf: (place: string) => string = (place) => place): FieldProblem[] {
  const { errors } = readProblem(error);
  const faults = fieldProblems(error).map(({ field, message }, i) => ({
    field: fieldOf(field),
    message: sentences[errors[i]?.code ?? ""]?.() ?? message,
  }));
  return faults.filter(({ field }, i) => faults.findIndex((each) => each.field === field) === i);
}

export const faultOf = (problems: readonly FieldProblem[], field: string) =>
  problems.find((problem) => problem.field === field)?.message;

/** Why a programme could not be changed as a whole, and what to do next. */
export const programmeProblems = (): Record<string, string> => ({
  illegal_state: t`This is not possible in the programme’s present state. Reload the page to see how it stands.`,
});
