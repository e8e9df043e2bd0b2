import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { writeGoalMutation } from "../../api/months/@tanstack/react-query.gen";
import { useAct } from "../../api/useAct";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { GoalFields, readGoal } from "./GoalFields";
import { goalProblems } from "./monthsWords";

export function GoalDialog({ matchId, onClose }: { matchId: string; onClose: () => void }) {
  const announce = useAnnounce();
  const [missing, setMissing] = useState(false);
  const mutationKey = ["goal", matchId];
  const headersOf = useAct(mutationKey);
  const write = useMutation({
    ...writeGoalMutation(),
    mutationKey,
    onSuccess: () => {
      announce(t`The goal is written.`);
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body = readGoal(new FormData(event.currentTarget));
    setMissing(!body.title);
    if (!body.title) return document.getElementById("title")?.focus();
    const headers = headersOf(JSON.stringify(body));
    if (headers) write.mutate({ path: { match_id: matchId }, body, headers });
  };
  return (
    <Dialog title={t`Write a goal`} onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <GoalFields missing={missing} />
        <FailedAct error={write.error} own={goalProblems()} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Cancel`}
          </button>
          <SubmitButton pending={write.isPending}>{t`Save`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
