import { t } from "@lingui/core/macro";
import { lazy, Suspense, useState } from "react";
import type { MatchOut, ProgrammeOut } from "../../api/generated/types.gen";
import { InConfidence } from "./InConfidence";

// What is opened by a press comes with it.
const EndDialog = lazy(async () => ({ default: (await import("./EndDialog")).EndDialog }));

/** What to do when it does not go well: talk to the organisers, or end it (R22). */
export function Ending({ match, programme }: { match: MatchOut; programme: ProgrammeOut }) {
  const [asked, setAsked] = useState(false);
  return (
    <section>
      <h2>{t`If something is not working`}</h2>
      <p>{t`It often helps to talk about it, or to hear what the organisers think. Either of you may also end the mentoring at any time, without giving a reason.`}</p>
      <div className="actions">
        <InConfidence match={match} />
        <button type="button" className="danger" onClick={() => setAsked(true)}>
          {t`End the mentoring`}
        </button>
      </div>
      <Suspense fallback={null}>
        {asked && <EndDialog match={match} programme={programme} onClose={() => setAsked(false)} />}
      </Suspense>
    </section>
  );
}
