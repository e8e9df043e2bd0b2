import { instantOf, wallTime } from "../../ui/localTime";
import type { Span } from "./clockValues";

export type Bar = Span & { start: number; length: number };

/** Where something lies between two instants, in per cent. */
export const placeIn = (instant: string, from: string, to: string) =>
  (100 * (Date.parse(instant) - Date.parse(from))) / (Date.parse(to) - Date.parse(from));

/** From the first opening to the last closing. */
export function extentOf(spans: readonly Span[]): { from: string; to: string } {
  const order = (a: string, b: string) => Date.parse(a) - Date.parse(b);
  const [from = ""] = spans.map(({ opens }) => opens).sort(order);
  const to = spans.map(({ closes }) => closes).sort(order);
  return { from, to: to.at(-1) ?? "" };
}

export function barsOf(spans: readonly Span[]): Bar[] {
  const { from, to } = extentOf(spans);
  return spans.map((span) => {
    const start = placeIn(span.opens, from, to);
    return { ...span, start, length: placeIn(span.closes, from, to) - start };
  });
}

/** The first instants of the months between two instants; the round of several years gets fewer marks. */
export function monthsBetween(from: string, to: string, zone: string): string[] {
  const [year = 0, month = 1] = wallTime(from, zone).split("-").map(Number);
  const last = Date.parse(to);
  const first = (number: number) => {
    const at = new Date(Date.UTC(year, month - 1 + number));
    return instantOf(`${at.toISOString().slice(0, 7)}-01T00:00:00`, zone);
  };
  const months: string[] = [];
  for (let number = 1; number < 1200 && Date.parse(first(number)) < last; number++) months.push(first(number));
  const every = Math.ceil(months.length / 24);
  return months.filter((_, i) => i % every === 0);
}
