import { t } from "@lingui/core/macro";

type EntryButtonsProps = {
  id: string;
  name: string;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
  onRemove: () => void;
};

/** A button without anywhere to go stays, so that the focus does. */
export function EntryButtons({ id, name, onUp, onDown, onRemove }: EntryButtonsProps) {
  return (
    <div className="entry-buttons">
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
