import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { copyProgrammeMutation } from "../../api/coordination/@tanstack/react-query.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { useAct } from "../../api/useAct";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { TextField } from "../../ui/fields";
import { SubmitButton } from "../../ui/SubmitButton";
import { faultsIn, programmeProblems } from "./faults";
import { daysLater, wallTime } from "./localTime";
import { useGoToNew } from "./useGoToNew";

const aYear = 52 * 7;

export function CopyDialog({ programme, onClose }: { programme: ProgrammeOut; onClose: () => void }) {
  const goToNew = useGoToNew();
  const mutationKey = ["copy", programme.id];
  const headersOf = useAct(mutationKey);
  const copy = useMutation({
    ...copyProgrammeMutation(),
    mutationKey,
    onSuccess: async ({ id }) => {
      await goToNew(id, t`The copy has been made. It is a draft until you publish it.`);
      onClose();
    },
  });
  const [gap, setGap] = useState<string>();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const day = String(new FormData(event.currentTarget).get("mentor_signup_opens") ?? "");
    setGap(day ? undefined : t`Fill in this field.`);
    if (!day) return document.getElementById("mentor_signup_opens")?.focus();
    const headers = headersOf(day);
    if (headers) copy.mutate({ path: { programme_id: programme.id }, body: { mentor_signup_opens: day }, headers });
  };
  const first = wallTime(programme.clock.mentor_signup_opens, programme.zone).slice(0, 10);
  const fault = gap ?? faultsIn(copy.error)[0]?.message;
  return (
    <Dialog title={t`Copy to a new round`} onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <p>{t`The new programme gets the same rules, words, questions and texts. All its dates move by as many days as the mentors’ first day. People do not come along.`}</p>
        <TextField
          type="date"
          name="mentor_signup_opens"
          label={t`Mentors sign up from`}
          defaultValue={daysLater(first, aYear)}
          error={fault}
        />
        {!fault && <FailedAct error={copy.error} own={programmeProblems()} />}
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Back to the settings`}
          </button>
          <SubmitButton pending={copy.isPending}>{t`Make the copy`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
