import { t } from "@lingui/core/macro";
import { type MouseEvent, useEffect, useRef } from "react";
import type { FieldProblem } from "../api/problem";

type ErrorSummaryProps = {
  problems: readonly FieldProblem[];
  /**
   * Changes with every refusal, be it ours or the server's, e.g. `submitCount + mutation.failureCount`: focus moves then,
   * never while somebody types.
   */
  attempt: number;
  /** What a field is called, where a sentence stands far from it; "" where the sentence says so itself. */
  nameOf?: (field: string) => string;
};

/** Wants `shouldFocusError: false` from the form library, which would take the focus on to the first field. */
export function ErrorSummary({ problems, attempt, nameOf }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the attempt is the occasion, not an ingredient
  useEffect(() => box.current?.focus(), [attempt]);
  if (problems.length === 0) return null;
  return (
    <div className="problem" role="alert" tabIndex={-1} ref={box}>
      <h2>{t`Check these first`}</h2>
      <ul>
        {problems.map(({ field, message }) => (
          <li key={field}>
            <a href={`#${field}`} onClick={(event) => goTo(event, field)}>
              {named(message, nameOf?.(field))}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

const named = (message: string, name?: string) => (name ? t`${{ name }}: ${{ message }}` : message);

/** Brings the label into view before it focuses the field, as GOV.UK's does. */
function goTo(event: MouseEvent, field: string) {
  const input = document.getElementById(field);
  if (!input) return;
  event.preventDefault();
  (input.closest("fieldset, .field") ?? input).scrollIntoView();
  input.focus({ preventScroll: true });
}
