import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import "./path.css";

/** `open` lies behind the one where somebody is and still goes on. */
export type StepState = "done" | "open" | "here" | "ahead";

type PathStepProps = { state: StepState; name: string; here: string; children: ReactNode };

/** One step of a way, in a list of them; `here` says who or what is at it. */
export function PathStep({ state, name, here, children }: PathStepProps) {
  return (
    <li data-state={state} {...(state === "here" && { "aria-current": "step" })}>
      <p>
        <strong>{name}</strong>
        {state === "here" && <span className="here">{here}</span>}
        {state === "open" && <span className="muted"> {t`still open`}</span>}
        {state === "done" && <span className="visually-hidden"> {t`done`}</span>}
      </p>
      {children}
    </li>
  );
}
