import { type ReactNode, type SyntheticEvent, useEffect, useEffectEvent, useId, useLayoutEffect, useRef } from "react";

/** A native modal dialog: the browser keeps focus inside, closes on Escape and gives focus back. Back closes it, too. */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  // A layout effect, because focus is given back only by a dialog that closes while still in the page.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  // Back may lead to the same page, narrowed otherwise, which would keep its dialog. One listener for good: the page may
  // be drawn anew in the midst of the event, which passes over what is added then.
  const back = useEffectEvent(() => onClose());
  useEffect(() => {
    window.addEventListener("popstate", back);
    return () => window.removeEventListener("popstate", back);
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
