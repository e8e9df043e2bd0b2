import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { archiveProgrammeMutation } from "../../api/coordination/@tanstack/react-query.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { useAct } from "../../api/useAct";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";

export function ArchiveDialog({ programme, onClose }: { programme: ProgrammeOut; onClose: () => void }) {
  const announce = useAnnounce();
  const mutationKey = ["archive", programme.id];
  const headersOf = useAct(mutationKey);
  const archive = useMutation({
    ...archiveProgrammeMutation(),
    mutationKey,
    onSuccess: () => {
      announce(t`The programme has been archived.`);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const headers = headersOf();
    if (headers) archive.mutate({ path: { programme_id: programme.id }, headers });
  };
  return (
    <Dialog title={t`Archive the programme?`} onClose={onClose}>
      <form onSubmit={submit}>
        <p>{t`Nobody can sign up or send requests in it any more. Those who took part can still read what is theirs. You can’t undo this.`}</p>
        <p>{t`It is possible when the mentoring is over, or for a draft, and when nobody is waiting for an answer.`}</p>
        <FailedAct error={archive.error} own={archiveProblems()} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Keep it as it is`}
          </button>
          <SubmitButton pending={archive.isPending}>{t`Archive it`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}

const archiveProblems = () => ({
  illegal_state: t`It can’t be archived yet: the mentoring is still going on, or somebody is waiting for an answer. Wait for the end of the mentoring, or end what is still open.`,
});
