import { formatIn } from "./dates";

const day = 86_400_000;

/** Whether a field holds the beginning or the end of a half-open window: an end is shown as its last whole day (R1). */
export type Edge = "opens" | "closes";

/** What a clock on the wall of a zone shows: "2027-01-07T14:00:00". */
export function wallTime(instant: string | number, zone: string): string {
  const style = { dateStyle: "short", timeStyle: "medium", hourCycle: "h23" } as const;
  const parts = formatIn("en-CA", zone, style).formatToParts(new Date(instant));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? "";
  const time = ["hour", "minute", "second"] as const;
  return `${part("year")}-${part("month")}-${part("day")}T${time.map(part).join(":")}`;
}

/**
 * The instant at which the wall of a zone shows a time. Of an hour that comes twice it is the first; a time that the
 * change to summer time skips is as much later.
 */
export function instantOf(wall: string, zone: string): string {
  const shown = Date.parse(`${wall}Z`);
  const shift = (at: number) => Date.parse(`${wallTime(at, zone)}Z`) - at;
  const [before, after] = [shift(shown - day), shift(shown + day)];
  const [early, late] = [shown - before, shown - after];
  const found = shift(early) !== before && shift(late) === after ? late : early;
  return new Date(found).toISOString().replace(".000Z", "Z");
}

/** "2027-01-31" and 1 are "2027-02-01". */
export const daysLater = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * day).toISOString().slice(0, 10);

/** What a field holds: "2027-01-07" is a whole day, "2027-01-07T14:00" a time of that day. */
export const dayIn = (value: string) => value.split("T")[0] ?? "";
export const timeIn = (value: string) => value.split("T")[1] ?? "";
export const withTime = (day: string, time: string) => (time ? `${day}T${time}` : day);

/** An instant as a field shows it: a whole day where it is midnight, else the day with its time. */
export function toField(instant: string, edge: Edge, zone: string): string {
  const wall = wallTime(instant, zone);
  const date = wall.slice(0, 10);
  if (Date.parse(instantOf(`${date}T00:00:00`, zone)) !== Date.parse(instant)) return wall.replace(/:00$/, "");
  return edge === "opens" ? date : daysLater(date, -1);
}

/** What a field shows, as the instant that is meant. */
export function fromField(value: string, edge: Edge, zone: string): string {
  if (value.includes("T")) return instantOf(value, zone);
  return instantOf(`${edge === "opens" ? value : daysLater(value, 1)}T00:00:00`, zone);
}
