import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";

/** Dates as people in Finland write them in each language: "14.00", also in English and Swedish. */
const regions: Record<string, string> = { en: "en-FI", fi: "fi-FI", sv: "sv-FI" };
const region = () => regions[i18n.locale] ?? i18n.locale;

const day = { day: "numeric", month: "long", year: "numeric" } as const;
const clock = { hour: "numeric", minute: "2-digit" } as const;
type Style = Intl.DateTimeFormatOptions;

/** Making one costs a phone as much as a row of a list; each is made once. */
const made = new Map<string, Intl.DateTimeFormat>();
export function formatIn(locale: string, zone: string, style: Style): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, zone, style]);
  const known = made.get(key) ?? new Intl.DateTimeFormat(locale, { ...style, timeZone: zone });
  made.set(key, known);
  return known;
}
const format = (zone: string, style: Style) => formatIn(region(), zone, style);

/** The place whose clock is meant: "Europe/Helsinki" is "Helsinki". */
export function zoneName(zone: string): string {
  if (zone === "Europe/Helsinki") return t`Helsinki`;
  return zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");
}

/** "14.00 Helsinki" */
export function showTime(instant: string, zone: string): string {
  const [time, place] = [format(zone, clock).format(new Date(instant)), zoneName(zone)];
  return t`${{ time }} ${{ place }}`;
}

/** "7 January 2027" */
export function showDay(instant: string, zone: string): string {
  return format(zone, day).format(new Date(instant));
}

/** "Thursday 7 January 2027 at 14.00 Helsinki" */
export function showMoment(instant: string, zone: string): string {
  const [time, place] = [format(zone, { weekday: "long", ...day, ...clock }).format(new Date(instant)), zoneName(zone)];
  return t`${{ time }} ${{ place }}`;
}

/** A day of the calendar that belongs to no zone, such as a target date: "2027-01-07". */
export function showCalendarDay(date: string): string {
  return showDay(`${date}T12:00:00Z`, "UTC");
}

function showDayAndTime(instant: string, zone: string): string {
  const [time, place] = [format(zone, { ...day, ...clock }).format(new Date(instant)), zoneName(zone)];
  return t`${{ time }} ${{ place }}`;
}

/** A half-open window, each end a day or a moment. Whole days are shown inclusively: [7 Jan 00:00, 17 Jan 00:00) is "7–16 January 2027". */
export function showPeriod(opens: string, closes: string, zone: string): string {
  const [wholeOpens, wholeCloses] = [isMidnight(opens, zone), isMidnight(closes, zone)];
  if (wholeOpens && wholeCloses) return format(zone, day).formatRange(new Date(opens), justBefore(closes));
  // Not formatRange: its English writes "14:00" where the rest of the page says "14.00".
  const from = wholeOpens ? showDay(opens, zone) : showDayAndTime(opens, zone);
  const to = wholeCloses ? format(zone, day).format(justBefore(closes)) : showDayAndTime(closes, zone);
  return t`${{ from }} – ${{ to }}`;
}

/** The end of a half-open window: its last whole day, or the moment of closing when that is within a day. */
export function showEnd(closes: string, zone: string): string {
  return isMidnight(closes, zone) ? format(zone, day).format(justBefore(closes)) : showMoment(closes, zone);
}

const justBefore = (instant: string) => new Date(Date.parse(instant) - 1);

function isMidnight(instant: string, zone: string): boolean {
  const at = formatIn("en", zone, { timeStyle: "medium", hourCycle: "h23" });
  return at.format(new Date(instant)) === "00:00:00";
}

/** Midnights between two instants in that zone: 0 is the same day, 1 tomorrow. */
export function daysBetween(from: string, to: string, zone: string): number {
  const date = formatIn("en-CA", zone, { year: "numeric", month: "2-digit", day: "2-digit" });
  const start = (instant: string) => Date.parse(`${date.format(new Date(instant))}T00:00:00Z`);
  return Math.round((start(to) - start(from)) / 86_400_000);
}

/** "just now", "in 3 days", "yesterday", "in 2 hours": by the clock within half a day, by the calendar beyond. */
export function showDistance(instant: string, now: string, zone: string): string {
  const relative = new Intl.RelativeTimeFormat(region(), { numeric: "auto" });
  const minutes = Math.trunc((Date.parse(instant) - Date.parse(now)) / 60_000);
  if (minutes === 0) return t`just now`;
  if (Math.abs(minutes) < 60) return relative.format(minutes, "minute");
  if (Math.abs(minutes) < 12 * 60) return relative.format(Math.trunc(minutes / 60), "hour");
  const days = daysBetween(now, instant, zone);
  if (Math.abs(days) < 14) return relative.format(days, "day");
  return Math.abs(days) < 60
    ? relative.format(Math.trunc(days / 7), "week")
    : relative.format(Math.trunc(days / 30.44), "month");
}
