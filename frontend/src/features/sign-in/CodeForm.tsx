import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent, ReactNode } from "react";
import { confirmEmailSignInMutation } from "../../api/account/@tanstack/react-query.gen";
import { readProblem } from "../../api/problem";
import { FailedAct } from "../../ui/FailedAct";
import { TextField } from "../../ui/fields";
import { SubmitButton } from "../../ui/SubmitButton";
import { goOn } from "./afterSignIn";
import { signInProblems } from "./signInProblems";

type CodeFormProps = {
  /** Of a link that was opened in another browser than the one that asked for it. */
  linkKey?: string;
  /** What else one can do. */
  children?: ReactNode;
};

/** Signs in by the code from the mail. */
export function CodeForm({ linkKey, children }: CodeFormProps) {
  const confirm = useMutation({ ...confirmEmailSignInMutation(), meta: { tellsItself: true }, onSuccess: goOn });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (confirm.isPending) return;
    const code = String(new FormData(event.currentTarget).get("code") ?? "").trim();
    confirm.mutate({ body: { code: code || "-", ...(linkKey && { key: linkKey }) } });
  };
  const wrong = confirm.isError && readProblem(confirm.error).code === "validation";
  return (
    <form noValidate onSubmit={submit}>
      <TextField
        name="code"
        label={t`Code`}
        inputMode="numeric"
        autoComplete="one-time-code"
        error={wrong ? t`This is not the code from the latest email. Check it and try again.` : undefined}
      />
      {!wrong && <FailedAct error={confirm.error} own={signInProblems()} />}
      <div className="actions">
        <SubmitButton pending={confirm.isPending}>{t`Sign in`}</SubmitButton>
        {children}
      </div>
    </form>
  );
}
