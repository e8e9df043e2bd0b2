import { t } from "@lingui/core/macro";
import type { ProgrammeOut, Reason } from "../../api/generated/types.gen";
import { fitWord, reasonsAgainst, reasonsFor } from "./fitWords";

type FitReasonsProps = {
  fit: { score: number | null; reasons: readonly Reason[]; against?: readonly Reason[] | undefined };
  programme: ProgrammeOut;
};

/** How well a mentor fits and why, in words; with `against`, also what does not. */
export function FitReasons({ fit: { score, reasons, against = [] }, programme }: FitReasonsProps) {
  if (score === null) return null;
  const speaksFor = reasonsFor(reasons, programme).join(", ");
  const missing = reasonsAgainst(against, programme).join(", ");
  return (
    <div className="fit">
      <p>
        <strong data-good={score >= 50 || undefined}>{fitWord(score)}</strong>
      </p>
      {speaksFor && <p>{t`What fits: ${{ reasons: speaksFor }}`}</p>}
      {missing && <p className="muted">{t`What differs: ${{ reasons: missing }}`}</p>}
    </div>
  );
}
