import { showMoment } from "./dates";

/** An instant for people and machines alike. */
export function Moment({ at, zone }: { at: string; zone: string }) {
  return <time dateTime={at}>{showMoment(at, zone)}</time>;
}
