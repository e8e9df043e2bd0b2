import { t } from "@lingui/core/macro";
import type { FormEvent, ReactNode } from "react";
import { fieldProblems } from "../../api/problem";
import { FailedAct } from "../../ui/FailedAct";
import { TextField } from "../../ui/fields";
import { SubmitButton } from "../../ui/SubmitButton";

/** What was written in a field. */
type Written = (field: string) => string;

type EnterProviderProps = {
  /** Of the field for its name: two such forms stand on one page. */
  name: string;
  act: { isPending: boolean; error: unknown };
  problems: Record<string, string>;
  /** Sends it off, and calls back once it has been entered. */
  onEnter: (written: Written, onEntered: () => void) => void;
  /** The other fields. */
  children: (wrong: Record<string, string>) => ReactNode;
};

/** The frame of a form that enters a provider: the name that people read, what its kind asks beside it, and the button. */
export function EnterProvider({ name, act, problems, onEnter, children }: EnterProviderProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (act.isPending) return;
    const form = event.currentTarget;
    onEnter(
      (field) => String(new FormData(form).get(field) ?? "").trim(),
      () => form.reset(),
    );
  };
  const wrong = Object.fromEntries(fieldProblems(act.error).map(({ field, message }) => [field, message]));
  return (
    <form noValidate onSubmit={submit}>
      <TextField
        name={name}
        label={t`Name`}
        help={t`What people read on the sign-in page, such as the name of your university.`}
        error={wrong.name && t`Write the name that people read on the sign-in page.`}
      />
      {children(wrong)}
      {Object.keys(wrong).length === 0 && <FailedAct error={act.error} own={problems} />}
      <div className="actions">
        <SubmitButton pending={act.isPending}>{t`Add the service`}</SubmitButton>
      </div>
    </form>
  );
}
