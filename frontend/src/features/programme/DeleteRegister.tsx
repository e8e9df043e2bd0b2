import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { deleteRegisterMutation } from "../../api/coordination/@tanstack/react-query.gen";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";

export function DeleteRegister({ programmeId }: { programmeId: string }) {
  const [asked, setAsked] = useState(false);
  return (
    <div className="actions">
      <button type="button" className="danger" onClick={() => setAsked(true)}>
        {t`Delete the register`}
      </button>
      {asked && <DeleteDialog programmeId={programmeId} onClose={() => setAsked(false)} />}
    </div>
  );
}

function DeleteDialog({ programmeId, onClose }: { programmeId: string; onClose: () => void }) {
  const announce = useAnnounce();
  const remove = useMutation({
    ...deleteRegisterMutation(),
    onSuccess: () => {
      announce(t`The register has been deleted.`);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!remove.isPending) remove.mutate({ path: { programme_id: programmeId } });
  };
  return (
    <Dialog title={t`Delete the register?`} onClose={onClose}>
      <form onSubmit={submit}>
        <p>{t`Nobody will become a mentor through it until you upload another one. Those who have become mentors stay.`}</p>
        <FailedAct error={remove.error} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Keep the register`}
          </button>
          <SubmitButton pending={remove.isPending}>{t`Delete it`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
