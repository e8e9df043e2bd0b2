import type { MouseEvent, ReactNode } from "react";

/** Stays focusable while it works, and ignores being pressed again. */
export function SubmitButton({ pending, children }: { pending: boolean; children: ReactNode }) {
  const ignoreRepeat = (event: MouseEvent) => {
    if (pending) event.preventDefault();
  };
  return (
    <button type="submit" className="primary" aria-disabled={pending} onClick={ignoreRepeat}>
      {children}
    </button>
  );
}
