import { t } from "@lingui/core/macro";
import type { ClockIn } from "../../api/coordination/types.gen";
import type { ClockOutput, ProgrammeOut } from "../../api/generated/types.gen";
import type { FieldProblem } from "../../api/problem";
import { dayIn, type Edge, fromField, toField } from "../../ui/localTime";

/** The instants of a clock, in the order of the form, and what of a window each is. */
export const edges = {
  mentor_signup_opens: "opens",
  mentor_signup_closes: "closes",
  mentee_signup_opens: "opens",
  mentee_signup_closes: "closes",
  requests_opens: "opens",
  requests_closes: "closes",
  running_opens: "opens",
  running_closes: "closes",
  feedback_closes: "closes",
} as const satisfies Record<string, Edge>;
export type EdgeField = keyof typeof edges;
export type ClockField = "zone" | EdgeField | "halfway_on";
/** What the form holds: a zone and its days and, where an instant is not at midnight, days with times; "" where nothing is set. */
export type ClockValues = Record<ClockField, string>;

/** A programme's clock and the zone that says which days its windows are. */
export type Zoned = Pick<ProgrammeOut, "clock" | "zone">;
type Instants = ClockOutput;

export const noClock: ClockValues = { zone: "", ...forEach(() => ""), halfway_on: "" };

export function valuesOfClock({ clock, zone }: Zoned): ClockValues {
  const shown = (field: EdgeField) => toField(clock[field] ?? defaultOf(field, clock), edges[field], zone);
  return { zone, ...forEach(shown), halfway_on: clock.halfway_on ?? "" };
}

/** What was not touched stays the very instant that it was; in another zone the days stay, and the instants are others. */
export function clockOf(values: ClockValues, base: Zoned | undefined): Instants {
  const { zone } = values;
  const before = base?.zone === zone ? valuesOfClock(base) : undefined;
  const instant = (field: EdgeField) => {
    const same = before?.[field] === values[field] ? base?.clock[field] : undefined;
    return same ?? (values[field] && fromField(values[field], edges[field], zone));
  };
  const { mentee_signup_opens: opens, mentee_signup_closes: closes, ...rest } = forEach(instant);
  return {
    ...rest,
    mentee_signup_opens: opens || null,
    mentee_signup_closes: closes || null,
    halfway_on: values.halfway_on || null,
  };
}

/** The clock and its zone, as they are saved together. */
export const zonedClock = (values: ClockValues, base: Zoned): ClockIn => ({
  ...clockOf(values, base),
  zone: values.zone,
});

function forEach(make: (field: EdgeField) => string): Record<EdgeField, string> {
  return {
    mentor_signup_opens: make("mentor_signup_opens"),
    mentor_signup_closes: make("mentor_signup_closes"),
    mentee_signup_opens: make("mentee_signup_opens"),
    mentee_signup_closes: make("mentee_signup_closes"),
    requests_opens: make("requests_opens"),
    requests_closes: make("requests_closes"),
    running_opens: make("running_opens"),
    running_closes: make("running_closes"),
    feedback_closes: make("feedback_closes"),
  };
}

/** Students sign up from the mentors' opening until requests close, unless the clock says otherwise. */
const defaultOf = (field: EdgeField, clock: Pick<Instants, "mentor_signup_opens" | "requests_closes">) =>
  field === "mentee_signup_opens" ? clock.mentor_signup_opens : clock.requests_closes;

export type WindowName = "mentor_signup" | "mentee_signup" | "requests" | "running" | "feedback";
export type Span = { name: WindowName; opens: string; closes: string };

/** The windows of a clock one below the other, as far as they are known and have a length. */
export function spansOf(clock: Instants): Span[] {
  const spans: Span[] = [
    { name: "mentor_signup", opens: clock.mentor_signup_opens, closes: clock.mentor_signup_closes },
    {
      name: "mentee_signup",
      opens: clock.mentee_signup_opens ?? clock.mentor_signup_opens,
      closes: clock.mentee_signup_closes ?? clock.requests_closes,
    },
    { name: "requests", opens: clock.requests_opens, closes: clock.requests_closes },
    { name: "running", opens: clock.running_opens, closes: clock.running_closes },
    { name: "feedback", opens: clock.running_closes, closes: clock.feedback_closes },
  ];
  return spans.filter(({ opens, closes }) => Date.parse(opens) < Date.parse(closes));
}

const optional: readonly ClockField[] = ["mentee_signup_opens", "mentee_signup_closes", "halfway_on"];
const pairs: readonly [opens: EdgeField, closes: EdgeField][] = [
  ["mentor_signup_opens", "mentor_signup_closes"],
  ["mentee_signup_opens", "mentee_signup_closes"],
  ["requests_opens", "requests_closes"],
  ["running_opens", "running_closes"],
];

/** What the server could not lead to a field: gaps, years half typed, and windows that end before they begin. */
export function clockProblems(values: ClockValues): FieldProblem[] {
  const fields = Object.keys(edges).filter((field): field is EdgeField => field in edges);
  const gaps = fields.filter((field) => !dayIn(values[field]) && (values[field] || !optional.includes(field)));
  if (gaps.length > 0) return gaps.map((field) => ({ field, message: t`Fill in this field.` }));
  const farAway = fields.filter((field) => values[field] && !/^2[01]/.test(values[field]));
  if (farAway.length > 0) return farAway.map((field) => ({ field, message: t`Choose a year from 2000 to 2199.` }));
  const clock = clockOf(values, undefined);
  const at = (field: EdgeField) => Date.parse(clock[field] ?? defaultOf(field, clock));
  const turned = pairs
    .filter(([opens, closes]) => at(opens) >= at(closes))
    .map(([, closes]) => ({
      field: closes,
      message: windowOrder(),
    }));
  const early = at("feedback_closes") < at("running_closes");
  const message = feedbackEarly();
  return early ? [...turned, { field: "feedback_closes", message }] : turned;
}

export const windowOrder = () => t`This time ends before it begins: choose a later end, or an earlier start.`;
export const feedbackEarly = () => t`Feedback can’t close before the mentoring ends: choose a later day.`;
