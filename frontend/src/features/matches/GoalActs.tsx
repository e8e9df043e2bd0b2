import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { changeGoalMutation, closeGoalMutation, reopenGoalMutation } from "../../api/months/@tanstack/react-query.gen";
import type { OneGoalOut } from "../../api/months/types.gen";
import { useAct } from "../../api/useAct";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { GoalFields, readGoal } from "./GoalFields";
import { goalProblems } from "./monthsWords";

/** What its owner can do with a goal. */
export function GoalActs({ goal }: { goal: OneGoalOut }) {
  const announce = useAnnounce();
  const [changing, setChanging] = useState(false);
  const mutationKey = ["goal-act", goal.id];
  const headersOf = useAct(mutationKey);
  const close = useMutation({
    ...closeGoalMutation(),
    mutationKey,
    onSuccess: ({ state }) => announce(state === "reached" ? t`Well done!` : t`The goal is let go.`),
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
              {t`Change it`}
            </button>
            <button type="button" onClick={() => end("let_go")}>
              {t`Let it go`}
            </button>
          </>
        ) : (
          <button type="button" onClick={again}>
            {t`Take it up again`}
          </button>
        )}
      </div>
      {changing && <ChangeDialog goal={goal} onClose={() => setChanging(false)} />}
    </>
  );
}

function ChangeDialog({ goal, onClose }: { goal: OneGoalOut; onClose: () => void }) {
  const announce = useAnnounce();
  const [missing, setMissing] = useState(false);
  const [{ version }] = useState(goal);
  const change = useMutation({
    ...changeGoalMutation(),
    mutationKey: ["change-goal", goal.id],
    onSuccess: () => {
      announce(t`Saved. What it was before stays in its history.`);
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body = readGoal(new FormData(event.currentTarget));
    setMissing(!body.title);
    if (!body.title) return document.getElementById("title")?.focus();
    if (change.isPending) return;
    change.mutate({ path: { goal_id: goal.id }, body, headers: { "if-match": `"v${version}"` } });
  };
  return (
    <Dialog title={t`Change the goal`} onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <GoalFields goal={goal} missing={missing} />
        <FailedAct error={change.error} own={goalProblems()} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Cancel`}
          </button>
          <SubmitButton pending={change.isPending}>{t`Save`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
