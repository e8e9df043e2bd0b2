import type { ClockOutput } from "../../api/generated/types.gen";
import { daysBetween } from "../../ui/dates";
import { wallTime } from "../../ui/localTime";
import { type Span, spansOf, type WindowName } from "./clockValues";

export type Warning =
  | { kind: "mentors_miss_requests" | "mentees_miss_requests" | "running_before_requests_close" }
  | { kind: "short" | "weekend"; window: WindowName };

const shortest = 3;
/** People act at the last moment, and want help then. */
const busyAtTheEnd: readonly WindowName[] = ["mentor_signup", "mentee_signup", "requests"];

/** What may be meant and is allowed, but has surprised coordinators before. */
export function clockWarnings(clock: ClockOutput, zone: string): Warning[] {
  const at = (instant: string) => Date.parse(instant);
  const spans = spansOf(clock);
  const warnings: Warning[] = [];
  if (at(clock.requests_opens) < at(clock.mentor_signup_closes)) warnings.push({ kind: "mentors_miss_requests" });
  if (at(clock.mentee_signup_opens ?? clock.mentor_signup_opens) > at(clock.requests_opens))
    warnings.push({ kind: "mentees_miss_requests" });
  if (at(clock.running_opens) < at(clock.requests_closes)) warnings.push({ kind: "running_before_requests_close" });
  for (const span of spans) {
    if (daysBetween(span.opens, span.closes, zone) < shortest) warnings.push({ kind: "short", window: span.name });
    if (busyAtTheEnd.includes(span.name) && endsOnWeekend(span, zone))
      warnings.push({ kind: "weekend", window: span.name });
  }
  return warnings;
}

function endsOnWeekend({ closes }: Span, zone: string): boolean {
  const lastDay = wallTime(Date.parse(closes) - 1, zone).slice(0, 10);
  const weekday = new Date(`${lastDay}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}
