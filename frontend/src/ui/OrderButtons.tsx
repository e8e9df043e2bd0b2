import { t } from "@lingui/core/macro";
import "./order-buttons.css";

type OrderButtonsProps = {
  id: string;
  name: string;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
  onRemove: () => void;
};

/** A button without anywhere to go stays, so that the focus does. */
export function OrderButtons({ id, name, onUp, onDown, onRemove }: OrderButtonsProps) {
  return (
    <div className="order-buttons">
      <button type="button" id={`${id}-up`} aria-disabled={!onUp} aria-label={t`Up: ${{ name }}`} onClick={onUp}>
        {t`Up`}
      </button>
      <button
        type="button"
        id={`${id}-down`}
        aria-disabled={!onDown}
        aria-label={t`Down: ${{ name }}`}
        onClick={onDown}
      >
        {t`Down`}
      </button>
      <button type="button" className="danger" aria-label={t`Remove: ${{ name }}`} onClick={onRemove}>
        {t`Remove`}
      </button>
    </div>
  );
}
