import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { Next, WorkspaceOut } from "../../api/months/types.gen";
import { lastedWords, nextWords, rhythmWords } from "./monthsWords";

/** The place on this page where a step is taken; the agreement has a page of its own. */
const places: Partial<Record<Next, string>> = {
  write_goal: "goals",
  take_step: "goals",
  few_measures: "steps",
};

/** What is to be done next, the most pressing first, and how the pair stands. */
export function WhatNow({ workspace }: { workspace: WorkspaceOut }) {
  const { held, held_minutes: minutes, match, rhythm } = workspace;
  const lasted = lastedWords(minutes);
  return (
    <section className="card now" aria-labelledby="now">
      <h2 id="now">{t`What now?`}</h2>
      <ol className="next">
        {workspace.next_steps.map((step) => (
          <li key={step}>
            {step === "agree" || step === "sign" ? (
              <Link to="/matches/$matchId/agreement" params={{ matchId: match.id }}>
                {nextWords[step]()}
              </Link>
            ) : (
              <a href={`#${places[step] ?? "meetings"}`}>{nextWords[step]()}</a>
            )}
          </li>
        ))}
      </ol>
      <p className="muted">
        {rhythmWords[rhythm]()} {held > 0 && t`Meetings held: ${{ held }} (${{ lasted }}).`}
      </p>
    </section>
  );
}
