import { t } from "@lingui/core/macro";
import { type MouseEvent, useEffect, useRef } from "react";
import { useWhisper } from "../../ui/Status";

type MoveButtonsProps = { name: string; place: number; of: number; onMove: (by: -1 | 1) => void };

/** Up and down in one's own order; whoever pressed finds the same button under their finger afterwards. */
export function MoveButtons({ name, place, of, onMove }: MoveButtonsProps) {
  const pressed = useRef<HTMLButtonElement>(null);
  const whisper = useWhisper();
  useEffect(() => {
    if (!pressed.current) return;
    pressed.current.focus();
    pressed.current = null;
    whisper(t`${{ name }}: place ${{ place }} of ${{ of }}`);
  }, [name, place, of, whisper]);
  const move = (by: -1 | 1) => (event: MouseEvent<HTMLButtonElement>) => {
    if (place + by < 1 || place + by > of) return;
    pressed.current = event.currentTarget;
    onMove(by);
  };
  return (
    <span className="move">
      <button type="button" aria-disabled={place === 1} aria-label={t`Move up: ${{ name }}`} onClick={move(-1)}>
        {t`Move up`}
      </button>
      <button type="button" aria-disabled={place === of} aria-label={t`Move down: ${{ name }}`} onClick={move(1)}>
        {t`Move down`}
      </button>
    </span>
  );
}
