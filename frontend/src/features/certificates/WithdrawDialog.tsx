import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { readCertificateQueryKey, withdrawCertificateMutation } from "../../api/certificates/@tanstack/react-query.gen";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";

export function WithdrawDialog({ participantId, onClose }: { participantId: string; onClose: () => void }) {
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const path = { participant_id: participantId };
  const withdraw = useMutation({
    ...withdrawCertificateMutation(),
    meta: { tellsItself: true },
    onSuccess: async () => {
      onClose();
      announce(t`Your certificate is withdrawn.`);
      await queryClient.invalidateQueries({ queryKey: readCertificateQueryKey({ path }) });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!withdraw.isPending) withdraw.mutate({ path });
  };
  return (
    <Dialog title={t`Withdraw the certificate?`} onClose={onClose}>
      <form onSubmit={submit}>
        <p>{t`Papers that you have given away stay where they are, but whoever checks their code is told that there is no such certificate. A new one gets another code.`}</p>
        <FailedAct error={withdraw.error} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Cancel`}
          </button>
          <SubmitButton pending={withdraw.isPending}>{t`Withdraw the certificate`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
