import { useEffect, useRef } from "react";
import { useWhisper } from "../../ui/Status";

/** How many there are in all; said again when a filter changes it, for those who do not see the list change. */
export function Total({ count, words }: { count: number; words: string }) {
  const whisper = useWhisper();
  const before = useRef(count);
  useEffect(() => {
    if (before.current !== count) whisper(words);
    before.current = count;
  }, [count, words, whisper]);
  return count === 0 ? null : <p className="muted">{words}</p>;
}
