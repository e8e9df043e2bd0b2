import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent, ReactNode } from "react";
import { editMeMutation } from "../../api/generated/@tanstack/react-query.gen";
import { fieldProblems } from "../../api/problem";
import { FailedAct } from "../../ui/FailedAct";
import { TextField } from "../../ui/fields";
import { SubmitButton } from "../../ui/SubmitButton";

type NameFormProps = { name: string; onSaved: () => void; children: ReactNode };

export function NameForm({ name, onSaved, children }: NameFormProps) {
  const save = useMutation({ ...editMeMutation(), meta: { tellsItself: true }, onSuccess: onSaved });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (save.isPending) return;
    save.mutate({ body: { name: String(new FormData(event.currentTarget).get("name") ?? "") } });
  };
  const [problem] = fieldProblems(save.error);
  return (
    <form noValidate onSubmit={submit}>
      <TextField
        name="name"
        label={t`Your name`}
        autoComplete="name"
        defaultValue={name}
        dir="auto"
        error={problem?.message}
      />
      {!problem && <FailedAct error={save.error} />}
      <div className="actions">
        <SubmitButton pending={save.isPending}>{children}</SubmitButton>
      </div>
    </form>
  );
}
