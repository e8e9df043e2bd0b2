import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useAct } from "../../api/useAct";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";

/** What is asked before it is done, and how it is done; `send` gives back what is said afterwards. */
export type Behalf = {
  key: readonly string[];
  title: string;
  text: string;
  button: string;
  send: (headers: { "idempotency-key": string }) => Promise<string>;
};
type BehalfDialogProps = { act: Behalf; problems: Record<string, string>; onClose: () => void };

/** Asks a coordinator once more before they act for somebody. */
export function BehalfDialog({ act: { key, title, text, button, send }, problems, onClose }: BehalfDialogProps) {
  const announce = useAnnounce();
  const headersOf = useAct(key);
  const acting = useMutation({
    mutationKey: key,
    mutationFn: send,
    onSuccess: (done) => {
      announce(done);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const headers = headersOf();
    if (headers) acting.mutate(headers);
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit}>
        <p>{text}</p>
        <FailedAct error={acting.error} own={problems} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Leave it as it is`}
          </button>
          <SubmitButton pending={acting.isPending}>{button}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
