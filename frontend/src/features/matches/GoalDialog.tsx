import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { changeGoalMutation, writeGoalMutation } from "../../api/months/@tanstack/react-query.gen";
import type { OneGoalOut } from "../../api/months/types.gen";
import { useAct } from "../../api/useAct";
import { useAnnounce } from "../../ui/Status";
import { FormDialog } from "./FormDialog";
import { GoalFields, readGoal } from "./GoalFields";
import { goalProblems } from "./monthsWords";

type GoalDialogProps = {
  matchId: string;
  /** The goal that is changed; without it one is written. */
  goal?: OneGoalOut;
  onClose: () => void;
};

export function GoalDialog({ matchId, goal, onClose }: GoalDialogProps) {
  const announce = useAnnounce();
  const [missing, setMissing] = useState(false);
  const [seen] = useState(goal); // what is loaded anew beside the form has not been read by whoever writes
  const mutationKey = ["goal", seen?.id ?? matchId];
  const headersOf = useAct(mutationKey);
  const done = (said: string) => {
    announce(said);
    onClose();
  };
  const write = useMutation({
    ...writeGoalMutation(),
    mutationKey,
    onSuccess: () => done(t`The goal has been added.`),
  });
  const change = useMutation({
    ...changeGoalMutation(),
    mutationKey,
    onSuccess: () => done(t`Saved. What it was before stays in its history.`),
  });
  const submit = (typed: FormData) => {
    const body = readGoal(typed);
    setMissing(!body.title);
    if (!body.title) return document.getElementById("title")?.focus();
    const headers = headersOf(JSON.stringify(body));
    if (!headers) return;
    if (seen) change.mutate({ path: { goal_id: seen.id }, body, headers: { "if-match": `"v${seen.version}"` } });
    else write.mutate({ path: { match_id: matchId }, body, headers });
  };
  return (
    <FormDialog
      title={seen ? t`Edit the goal` : t`Write a goal`}
      onSubmit={submit}
      sending={seen ? change : write}
      problems={goalProblems()}
      act={t`Save`}
      onClose={onClose}
    >
      <GoalFields {...(seen && { goal: seen })} missing={missing} />
    </FormDialog>
  );
}
