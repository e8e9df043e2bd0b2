import { CountdownText } from "../../ui/CountdownText";
import { showEnd } from "../../ui/dates";

/** The last day of something, or its last moment, and how long that is still. */
export function Until({ closes, zone }: { closes: string; zone: string }) {
  return (
    <>
      <time dateTime={closes}>{showEnd(closes, zone)}</time> (<CountdownText until={closes} />)
    </>
  );
}
