import { t } from "@lingui/core/macro";
import type { FormEvent, ReactNode } from "react";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { SubmitButton } from "../../ui/SubmitButton";

type FormDialogProps = {
  title: string;
  /** What was typed, when somebody presses the button. */
  onSubmit: (typed: FormData) => void;
  sending: { error: unknown; isPending: boolean };
  problems: Partial<Record<string, string>>;
  /** What the button says that does it, and the one that does not. */
  act: string;
  leave?: string;
  onClose: () => void;
  children: ReactNode;
};

/** A dialog with a form that does one thing: it stays, with what was typed, until that is done. */
export function FormDialog({ title, onSubmit, sending, problems, act, leave, onClose, children }: FormDialogProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSubmit(new FormData(event.currentTarget));
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form noValidate onSubmit={submit}>
        {children}
        <FailedAct error={sending.error} own={problems} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {leave ?? t`Cancel`}
          </button>
          <SubmitButton pending={sending.isPending}>{act}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
