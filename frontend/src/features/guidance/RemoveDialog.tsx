import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { removeMaterialMutation } from "../../api/guidance/@tanstack/react-query.gen";
import type { MaterialOut } from "../../api/guidance/types.gen";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { SubmitButton } from "../../ui/SubmitButton";

type RemoveDialogProps = {
  programmeId: string;
  material: MaterialOut;
  onRemoved: () => Promise<void>;
  onClose: () => void;
};

/** What the programme wrote is gone then, in every language: so it is asked once more. */
export function RemoveDialog({ programmeId, material, onRemoved, onClose }: RemoveDialogProps) {
  const remove = useMutation({ ...removeMaterialMutation(), onSuccess: onRemoved });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!remove.isPending) remove.mutate({ path: { programme_id: programmeId, slug: material.slug } });
  };
  return (
    <Dialog title={material.own ? t`Delete this page?` : t`Restore the standard text?`} onClose={onClose}>
      <form onSubmit={submit}>
        <p>
          {material.own
            ? t`It will be gone in every language, and so will the ticks of those who used it.`
            : t`What you wrote will be gone in every language, and the page goes back to those it was meant for.`}
        </p>
        <FailedAct error={remove.error} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Keep it`}
          </button>
          <SubmitButton pending={remove.isPending}>{material.own ? t`Delete it` : t`Restore it`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
