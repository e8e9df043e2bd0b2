import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { ParticipantOut } from "../../api/generated/types.gen";
import { leaveProgrammeMutation } from "../../api/taking-part/@tanstack/react-query.gen";
import { useAct } from "../../api/useAct";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { partProblems } from "./partProblems";
import { useRefresh } from "./useRefresh";

export function Leave({ own }: { own: ParticipantOut }) {
  const [asked, setAsked] = useState(false);
  return (
    <section>
      <h2>{t`Leaving`}</h2>
      <div className="actions">
        <button type="button" className="danger" onClick={() => setAsked(true)}>
          {t`Leave the programme`}
        </button>
      </div>
      {asked && <LeaveDialog own={own} onClose={() => setAsked(false)} />}
    </section>
  );
}

function LeaveDialog({ own, onClose }: { own: ParticipantOut; onClose: () => void }) {
  const announce = useAnnounce();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const mutationKey = ["leave", own.id];
  const headersOf = useAct(mutationKey);
  const leave = useMutation({
    ...leaveProgrammeMutation(),
    mutationKey,
    onSuccess: async () => {
      announce(t`You have left the programme.`);
      await refresh();
      await navigate({ to: "/" });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const headers = headersOf();
    if (headers) leave.mutate({ path: { participant_id: own.id }, headers });
  };
  return (
    <Dialog title={t`Leave the programme?`} onClose={onClose}>
      <form onSubmit={submit}>
        <p>{t`Your requests are closed and your matches end. Everyone affected gets an email saying you have left, without a reason. You can’t undo this.`}</p>
        <FailedAct error={leave.error} own={partProblems()} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Stay`}
          </button>
          <SubmitButton pending={leave.isPending}>{t`Leave`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
