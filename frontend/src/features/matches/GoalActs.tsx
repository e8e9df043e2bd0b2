import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { closeGoalMutation, reopenGoalMutation } from "../../api/months/@tanstack/react-query.gen";
import type { OneGoalOut } from "../../api/months/types.gen";
import { useAct } from "../../api/useAct";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { goalProblems } from "./monthsWords";

// What is opened by a press comes with it.
const GoalDialog = lazy(async () => ({ default: (await import("./GoalDialog")).GoalDialog }));

/** What its owner can do with a goal. */
export function GoalActs({ goal }: { goal: OneGoalOut }) {
  const announce = useAnnounce();
  const [changing, setChanging] = useState(false);
  const mutationKey = ["goal-act", goal.id];
  const headersOf = useAct(mutationKey);
  const close = useMutation({
    ...closeGoalMutation(),
    mutationKey,
    onSuccess: ({ state }) => announce(state === "reached" ? t`Well done!` : t`The goal has been dropped.`),
  });
  const reopen = useMutation({ ...reopenGoalMutation(), mutationKey });
  const path = { goal_id: goal.id };
  const end = (outcome: "reached" | "let_go") => {
    const headers = headersOf(outcome);
    if (headers) close.mutate({ path, body: { outcome }, headers });
  };
  const again = () => {
    const headers = headersOf("again");
    if (headers) reopen.mutate({ path, headers });
  };
  return (
    <>
      <FailedAct error={close.error ?? reopen.error} own={goalProblems()} />
      <div className="actions">
        {goal.state === "open" ? (
          <>
            <button type="button" className="primary" onClick={() => end("reached")}>
              {t`I have reached it`}
            </button>
            <button type="button" onClick={() => setChanging(true)}>
              {t`Edit it`}
            </button>
            <button type="button" onClick={() => end("let_go")}>
              {t`Drop it`}
            </button>
          </>
        ) : (
          <button type="button" onClick={again}>
            {t`Reopen it`}
          </button>
        )}
      </div>
      <Suspense fallback={null}>
        {changing && <GoalDialog matchId={goal.match_id} goal={goal} onClose={() => setChanging(false)} />}
      </Suspense>
    </>
  );
}
