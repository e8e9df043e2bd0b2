import { type ReactNode, type SyntheticEvent, useId, useLayoutEffect, useRef } from "react";

/** A native modal dialog: the browser keeps focus inside, closes on Escape and gives focus back. */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  // A layout effect, because focus is given back only by a dialog that closes while still in the page.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  // On Escape, before the browser closes it: whoever presses the opener at once finds it ready.
  const cancelled = (event: SyntheticEvent) => {
    event.preventDefault();
    onClose();
  };
  // StrictMode opens twice: the event of the first closing comes when the dialog is open again.
  const closed = () => {
    if (!dialog.current?.open) onClose();
  };
  return (
    <dialog ref={dialog} aria-labelledby={id} onCancel={cancelled} onClose={closed}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}
