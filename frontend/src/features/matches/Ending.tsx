import { t } from "@lingui/core/macro";
import { lazy, Suspense, useState } from "react";
import type { MatchOut, ProgrammeOut } from "../../api/generated/types.gen";
import { InConfidence } from "./InConfidence";
import { endsWith } from "./several";

// What is opened by a press comes with it.
const EndDialog = lazy(async () => ({ default: (await import("./EndDialog")).EndDialog }));

/** What to do when it does not go well: talk to the organisers, or end it (R22). */
export function Ending({ match, programme }: { match: MatchOut; programme: ProgrammeOut }) {
  const [asked, setAsked] = useState(false);
  const all = endsWith(match, programme.participant?.id);
  return (
    <section>
      <h2>{t`If something does not work`}</h2>
      <p>{wordsOf(match, all)}</p>
      <div className="actions">
        <InConfidence match={match} />
        <button type="button" className="danger" onClick={() => setAsked(true)}>
          {match.kind === "pair" ? t`End the mentoring` : all ? t`End the group` : t`Leave the group`}
        </button>
      </div>
      <Suspense fallback={null}>
        {asked && <EndDialog match={match} programme={programme} onClose={() => setAsked(false)} />}
      </Suspense>
    </section>
  );
}

function wordsOf({ kind }: Pick<MatchOut, "kind">, all: boolean): string {
  if (kind === "pair")
    return t`Often it helps to say it to each other, or to hear what the organisers think. Either of you may also end the mentoring at any time, without giving a reason.`;
  return all
    ? t`Often it helps to say it in the group, or to hear what the organisers think. You may also stop at any time, without giving a reason. Nobody else leads this group, so it would then end for all.`
    : t`Often it helps to say it in the group, or to hear what the organisers think. You may also leave the group at any time, without giving a reason; it goes on without you.`;
}
