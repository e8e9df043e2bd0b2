import { showMoment, showTime } from "../../ui/dates";
import { ownZone } from "../../ui/ownZone";

/** What clocks show, as the server takes it: "2027-02-03T16:00:00"; nothing where a day or an hour is missing. */
export function wallTime(day: string, hour: string): string | undefined {
  return /^\d{4}-\d\d-\d\d$/.test(day) && /^\d\d:\d\d/.test(hour) ? `${day}T${hour.slice(0, 5)}:00` : undefined;
}

/** The day and the hour that clocks of a zone show at an instant, as native fields take them. */
export function onTheWall(instant: string, zone: string): { day: string; hour: string } {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "short",
    hourCycle: "h23",
  }).format(new Date(instant));
  const [day = "", hour = ""] = parts.split(", ");
  return { day, hour };
}

/** When a meeting is, by the clock of whoever reads it; and by the one it was arranged by, where that shows another hour. */
export function showMeetingTime(instant: string, arrangedIn: string, reader: string = ownZone()): string {
  const shown = showMoment(instant, reader);
  const [here, there] = [onTheWall(instant, reader), onTheWall(instant, arrangedIn)];
  return here.day === there.day && here.hour === there.hour ? shown : `${shown} (${showTime(instant, arrangedIn)})`;
}

/** "2 h 15 min" */
export function parts(minutes: number): { hours: number; minutes: number } {
  return { hours: Math.trunc(minutes / 60), minutes: minutes % 60 };
}
