import { t } from "@lingui/core/macro";

/** What was typed before a reload is back; whoever does not want it throws it away. */
export function Restored({ onStartAgain }: { onStartAgain: () => void }) {
  return (
    <div className="notice">
      <p>{t`Your changes of earlier that are not saved yet have been put back.`}</p>
      <button type="button" onClick={onStartAgain}>
        {t`Throw them away`}
      </button>
    </div>
  );
}
