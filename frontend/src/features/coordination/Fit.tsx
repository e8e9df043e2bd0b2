import { t } from "@lingui/core/macro";
import type { FoundOut } from "../../api/coordination/types.gen";
import { reasonsAgainst, reasonsFor, whyHidden } from "./pairWords";

/** How well a mentor fits a student, why and why not, and why the student may not see the mentor. */
export function Fit({ found: { score, reasons, against, hidden } }: { found: FoundOut }) {
  const [fits, differs, hides] = [reasonsFor(reasons), reasonsAgainst(against), whyHidden(hidden)];
  return (
    <>
      {score !== null && (
        <p>
          <strong>{t`Fit: ${{ score }} of 100`}</strong>
        </p>
      )}
      {fits && <p>{t`What fits: ${{ reasons: fits }}`}</p>}
      {differs && <p className="muted">{t`What differs: ${{ reasons: differs }}`}</p>}
      {hides && <p className="muted">{t`Not in the student’s directory: ${{ reasons: hides }}`}</p>}
    </>
  );
}
