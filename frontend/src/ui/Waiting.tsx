import { t } from "@lingui/core/macro";
import { useEffect, useState } from "react";
import { useWhisper } from "./Status";

/** Milliseconds below which a text would only flicker. */
export const noticeable = 300;

export function Waiting({ after = noticeable }: { after?: number }) {
  const whisper = useWhisper();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSlow(true);
      whisper(t`Loading…`);
    }, after);
    return () => clearTimeout(timer);
  }, [whisper, after]);
  return (
    <p className="muted" aria-busy="true">
      {slow && t`Loading…`}
    </p>
  );
}
