import { t } from "@lingui/core/macro";
import type { FoundOut } from "../../api/coordination/types.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";
import { reasonsAgainst, reasonsFor, whyHidden } from "./pairWords";

/** How well a mentor fits a mentee, why and why not, and why the mentee may not see the mentor. */
export function Fit({ found, programme }: { found: FoundOut; programme: ProgrammeOut }) {
  const { score, reasons, against, hidden } = found;
  const [fits, differs] = [reasonsFor(reasons, programme), reasonsAgainst(against, programme)];
  const hides = whyHidden(hidden, programme);
  return (
    <>
      {score !== null && (
        <p>
          <strong>{t`Fit: ${{ score }} of 100`}</strong>
        </p>
      )}
      {fits && <p>{t`What fits: ${{ reasons: fits }}`}</p>}
      {differs && <p className="muted">{t`What differs: ${{ reasons: differs }}`}</p>}
      {hides && (
        <p className="muted">
          {inItsWords(programme, t`Not in the [mentee]’s list of mentors: ${{ reasons: hides }}`)}
        </p>
      )}
    </>
  );
}
