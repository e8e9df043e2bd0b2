import { t } from "@lingui/core/macro";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { useServerTime } from "../../api/useProgramme";
import { showCalendarDay, showPeriod } from "../../ui/dates";
import { type Stage, type StageKey, stagesOf } from "./path";
import "./path.css";

/** The programme from its first day to its last, and where one stands. */
export function ProgrammePath({ programme }: { programme: ProgrammeOut }) {
  const now = useServerTime();
  return (
    <section>
      <h2>{t`The programme’s path`}</h2>
      <ol className="path">
        {stagesOf(programme.clock, programme.phase, now).map((stage) => (
          <PathStage key={stage.key} stage={stage} programme={programme} />
        ))}
      </ol>
    </section>
  );
}

function PathStage({ stage: { key, opens, closes, state }, programme }: { stage: Stage; programme: ProgrammeOut }) {
  const { halfway_on: halfway } = programme.clock;
  return (
    <li data-state={state} {...(state === "here" && { "aria-current": "step" })}>
      <p>
        <strong>{names[key]()}</strong>
        {state === "here" && <span className="here">{t`You are here`}</span>}
        {state === "open" && <span className="muted"> {t`still open`}</span>}
        {state === "done" && <span className="visually-hidden"> {t`over`}</span>}
      </p>
      <p className="muted">{showPeriod(opens, closes, programme.zone)}</p>
      {key === "mentoring" && halfway && (
        <p className="muted">
          {t`Halfway:`} {showCalendarDay(halfway)}
        </p>
      )}
    </li>
  );
}

const names: Record<StageKey, () => string> = {
  sign_up: () => t`Mentors sign up`,
  requests: () => t`Students ask mentors`,
  mentoring: () => t`Mentoring`,
  feedback: () => t`Feedback and closing`,
};
