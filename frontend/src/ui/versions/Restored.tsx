import { t } from "@lingui/core/macro";

/** What was typed before a reload is back; whoever does not want it throws it away. */
export function Restored({ onStartAgain }: { onStartAgain: () => void }) {
  return (
    <div className="notice">
      <p>{t`Your earlier unsaved changes have been restored.`}</p>
      <button type="button" onClick={onStartAgain}>
        {t`Discard them`}
      </button>
    </div>
  );
}
