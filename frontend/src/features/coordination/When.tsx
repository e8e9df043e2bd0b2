import { useServerTime } from "../../api/useProgramme";
import { showDistance } from "../../ui/dates";
import { Moment } from "../../ui/Moment";

/** An instant, and how long ago that is. */
export function When({ at, zone }: { at: string; zone: string }) {
  const ago = showDistance(at, useServerTime(), zone);
  return (
    <>
      <Moment at={at} zone={zone} /> <span className="muted">({ago})</span>
    </>
  );
}
