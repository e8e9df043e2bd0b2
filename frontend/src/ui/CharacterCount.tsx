import { plural } from "@lingui/core/macro";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { charactersLeft, worthSaying } from "./characters";

const pauseInTyping = 1000;

/** How much may still be written. Reads the field itself, whoever sets it: the person, a form library or a reset. */
export function CharacterCount({ of: id, limit }: { of: string; limit: number }) {
  const left = useSyncExternalStore(
    useCallback(
      (changed: () => void) => {
        const area = document.getElementById(id);
        area?.addEventListener("input", changed);
        return () => area?.removeEventListener("input", changed);
      },
      [id],
    ),
    () => {
      const area = document.getElementById(id);
      return charactersLeft(area instanceof HTMLTextAreaElement ? area.value : "", limit);
    },
    () => limit,
  );
  const [said, setSaid] = useState<number>();
  useEffect(() => {
    if (!worthSaying(left, limit)) return;
    const timer = setTimeout(() => setSaid(left), pauseInTyping);
    return () => clearTimeout(timer);
  }, [left, limit]);
  return (
    <>
      <p className={left < 0 ? "error" : "muted"} aria-hidden="true">
        {leftInWords(left)}
      </p>
      {/* Its own live region, because the app's is out of reach while a dialog is open. */}
      <p className="visually-hidden" aria-live="polite">
        {said !== undefined && leftInWords(said)}
      </p>
    </>
  );
}

function leftInWords(left: number): string {
  return left < 0
    ? plural({ excess: -left }, { one: "# character too many", other: "# characters too many" })
    : plural({ left }, { one: "# character left", other: "# characters left" });
}
