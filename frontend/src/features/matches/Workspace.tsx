import { plural, t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { WorkspaceOut } from "../../api/months/types.gen";
import { DueSurveys } from "./DueSurveys";
import { Goals } from "./Goals";
import { Meetings } from "./Meetings";
import { Steps } from "./Steps";
import { WhatNow } from "./WhatNow";
import "./months.css";

/** A match as its members work in it: what is next, then all that they arranged, mean to do and noted. */
export function Workspace({ workspace, programme }: { workspace: WorkspaceOut; programme: ProgrammeOut }) {
  const active = workspace.match.state === "active";
  const { notes, steps, match } = workspace;
  return (
    <>
      {active && <WhatNow workspace={workspace} />}
      <Meetings workspace={workspace} active={active} />
      <Goals workspace={workspace} programme={programme} active={active} />
      {(active || steps.length > 0) && (
        <section aria-labelledby="steps">
          <h2 id="steps" tabIndex={-1}>{t`Steps you take together`}</h2>
          {active && (
            <p className="muted">{t`A few practical steps keep things going, above all when it has gone quiet.`}</p>
          )}
          <Steps steps={steps} matchId={match.id} active={active} />
        </section>
      )}
      <DueSurveys surveys={workspace.surveys} programme={programme} />
      <section aria-labelledby="notes">
        <h2 id="notes">{t`Notes for yourself`}</h2>
        <p>{t`Only you can read them: nobody else, not even a coordinator.`}</p>
        <p>
          <Link to="/matches/$matchId/notes" params={{ matchId: match.id }}>
            {notes === 0 ? t`Write a note` : plural({ notes }, { one: "Read # note", other: "Read # notes" })}
          </Link>
        </p>
      </section>
    </>
  );
}
