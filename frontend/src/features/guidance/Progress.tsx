import { t } from "@lingui/core/macro";

/** How far somebody is with a checklist; nobody but them sees it. */
export function Progress({ ticked, items, of }: { ticked: number; items: number; of: string }) {
  return (
    <p className="progress">
      <progress value={ticked} max={items} aria-label={t`Ticked off: ${{ of }}`} />
      <span>{t`${{ ticked }} of ${{ items }}`}</span>
    </p>
  );
}
