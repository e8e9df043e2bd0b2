import { useServerTime } from "../api/useProgramme";
import { showLeft } from "./countdown";

/** How long until an instant, on the server's clock. Not announced: a screen reader would never be silent. */
export function CountdownText({ until }: { until: string }) {
  const now = useServerTime();
  return (
    <span className="countdown" role="timer" aria-live="off">
      {showLeft(Date.parse(until) - Date.parse(now))}
    </span>
  );
}
