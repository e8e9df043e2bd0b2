import { t } from "@lingui/core/macro";
import type { FormEvent, ReactNode } from "react";
import type { FieldProblem } from "../../api/problem";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { FailedAct } from "../../ui/FailedAct";
import { SubmitButton } from "../../ui/SubmitButton";
import { programmeProblems } from "./faults";
import { newFieldName } from "./newProgramme";

type MakingFormProps = {
  making: {
    submit: (event: FormEvent) => void;
    problems: readonly FieldProblem[];
    error: unknown;
    isPending: boolean;
    attempt: number;
  };
  /** What the button says that makes it. */
  make: string;
  onClose: () => void;
  children: ReactNode;
};

/** Around the fields of a programme that is to be made, from nothing or from another one. */
export function MakingForm({ making, make, onClose, children }: MakingFormProps) {
  const { submit, problems, error, isPending, attempt } = making;
  return (
    <form noValidate onSubmit={submit}>
      <ErrorSummary problems={problems} nameOf={newFieldName} attempt={attempt} />
      {children}
      {problems.length === 0 && <FailedAct error={error} own={programmeProblems()} />}
      <div className="actions">
        <button type="button" onClick={onClose}>
          {t`Back to the settings`}
        </button>
        <SubmitButton pending={isPending}>{make}</SubmitButton>
      </div>
    </form>
  );
}
