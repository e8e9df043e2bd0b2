import { t } from "@lingui/core/macro";
import { useState } from "react";
import { type Behalf, BehalfDialog } from "./BehalfDialog";

type BehalfActsProps = { acts: readonly Behalf[]; problems: Record<string, string> };

/** When somebody has told a coordinator by other ways what they want: said once more, and written to them (R15). */
export function BehalfActs({ acts, problems }: BehalfActsProps) {
  const [act, setAct] = useState<Behalf>();
  return (
    <section>
      <h2>{t`On somebody’s behalf`}</h2>
      <p>{t`Only when they have asked you to. The person you act for gets an email about it, and it is recorded in the audit trail.`}</p>
      <div className="actions">
        {acts.map((each) => (
          <button key={each.key.join()} type="button" onClick={() => setAct(each)}>
            {each.button}
          </button>
        ))}
      </div>
      {act && <BehalfDialog act={act} problems={problems} onClose={() => setAct(undefined)} />}
    </section>
  );
}
