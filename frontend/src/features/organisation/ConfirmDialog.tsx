import { t } from "@lingui/core/macro";
import type { FormEvent, ReactNode } from "react";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { SubmitButton } from "../../ui/SubmitButton";
import { memberProblems } from "./roles";

type ConfirmDialogProps = {
  title: string;
  confirm: string;
  error: unknown;
  pending: boolean;
  onConfirm: (form: FormData) => void;
  onClose: () => void;
  children: ReactNode;
};

/** Says what an act brings about, and takes what it needs, before it is done. */
export function ConfirmDialog({ title, confirm, error, pending, onConfirm, onClose, children }: ConfirmDialogProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!pending) onConfirm(new FormData(event.currentTarget));
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form noValidate onSubmit={submit}>
        {children}
        <FailedAct error={error} own={memberProblems()} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Cancel`}
          </button>
          <SubmitButton pending={pending}>{confirm}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
