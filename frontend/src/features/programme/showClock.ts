import { t } from "@lingui/core/macro";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";
import { showCalendarDay, showMoment } from "../../ui/dates";
import { dayIn, instantOf } from "../../ui/localTime";
import type { ClockField, ClockValues } from "./clockValues";
import type { Warning } from "./clockWarnings";
import { windowName } from "./names";
import { showZone } from "./zones";

/** What a field of the clock holds, in words. */
export function showField(field: ClockField, { zone, ...values }: ClockValues): string {
  if (field === "zone") return showZone(zone);
  const value = values[field];
  if (!dayIn(value)) return "";
  return value.includes("T") ? showMoment(instantOf(value, zone), zone) : showCalendarDay(value);
}

const about: Record<"short" | "weekend", (window: string) => string> = {
  short: (window) => t`${{ window }}: shorter than three days. Many will hear of it too late.`,
  weekend: (window) => t`${{ window }}: ends on a weekend, when nobody may be there to help.`,
};

export function showWarning(warning: Warning, programme: Pick<ProgrammeOut, "texts">): string {
  switch (warning.kind) {
    case "mentors_miss_requests":
      return t`Requests begin before the mentors’ sign-up ends: mentors who come late miss part of the time for requests.`;
    case "mentees_miss_requests":
      return inItsWords(
        programme,
        t`Requests begin before [mentees] can sign up: they miss part of the time for requests.`,
      );
    case "running_before_requests_close":
      return t`The mentoring begins before requests end: the last pairs have less time than the first.`;
    case "short":
    case "weekend":
      return about[warning.kind](windowName(warning.window, programme));
  }
}
