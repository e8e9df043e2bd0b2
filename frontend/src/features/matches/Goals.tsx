import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { GoalOut, WorkspaceOut } from "../../api/months/types.gen";
import { inItsWords } from "../../i18n/menteeWord";
import { showCalendarDay } from "../../ui/dates";
import { Steps } from "./Steps";

// What is opened by a press comes with it.
const GoalDialog = lazy(async () => ({ default: (await import("./GoalDialog")).GoalDialog }));

type GoalsProps = { workspace: WorkspaceOut; programme: ProgrammeOut; active: boolean };

/** What the mentee wants to reach, and what all of them do about it. */
export function Goals({ workspace, programme, active }: GoalsProps) {
  const { goals, match, own_participant_id: ownId } = workspace;
  const mentee = match.members.some((each) => each.participant_id === ownId && each.role === "mentee");
  const open = goals.filter((goal) => goal.state === "open");
  const closed = goals.filter((goal) => goal.state !== "open");
  const [writing, setWriting] = useState(false);
  return (
    <section aria-labelledby="goals">
      <h2 id="goals" tabIndex={-1}>{t`Goals`}</h2>
      {open.length === 0 && (
        <p>
          {mentee
            ? t`What would you like to have found out, tried or decided by the end? Goals are yours: you write them, and you may change them.`
            : inItsWords(programme, t`[Mentees] write their own goals here, with your help.`)}
        </p>
      )}
      {open.map((goal) => (
        <OpenGoal key={goal.id} goal={goal} match={match} active={active} />
      ))}
      {mentee && active && (
        <p className="actions">
          <button type="button" onClick={() => setWriting(true)}>
            {t`Write a goal`}
          </button>
        </p>
      )}
      <Suspense fallback={null}>
        {writing && <GoalDialog matchId={match.id} onClose={() => setWriting(false)} />}
      </Suspense>
      {closed.length > 0 && <ClosedGoals goals={closed} />}
    </section>
  );
}

type OpenGoalProps = { goal: GoalOut; match: WorkspaceOut["match"]; active: boolean };

/** A goal; in a group it says whose it is. */
function OpenGoal({ goal, match, active }: OpenGoalProps) {
  const owner = match.kind === "group" && match.members.find(({ participant_id: id }) => id === goal.owner_id);
  return (
    <section className="card">
      <h3>
        <Link to="/goals/$goalId" params={{ goalId: goal.id }}>
          <bdi>{goal.title}</bdi>
        </Link>
      </h3>
      {owner && (
        <p>
          <bdi>{owner.name}</bdi>
        </p>
      )}
      {goal.target_on && <p className="muted">{t`By: ${{ day: showCalendarDay(goal.target_on) }}`}</p>}
      <Steps steps={goal.steps} matchId={match.id} goalId={goal.id} active={active} />
    </section>
  );
}

function ClosedGoals({ goals }: { goals: readonly GoalOut[] }) {
  return (
    <details>
      <summary>{t`Closed goals`}</summary>
      <ul className="rows">
        {goals.map((goal) => (
          <li key={goal.id}>
            <Link to="/goals/$goalId" params={{ goalId: goal.id }}>
              <bdi>{goal.title}</bdi>
            </Link>{" "}
            <span className="muted">{goal.state === "reached" ? t`reached` : t`dropped`}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
