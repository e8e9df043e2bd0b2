import { t } from "@lingui/core/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { createTokenMutation, listScopesOptions } from "../../api/account/@tanstack/react-query.gen";
import type { NewTokenOut, Scope } from "../../api/account/types.gen";
import { type FieldProblem, fieldProblems } from "../../api/problem";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { FailedAct } from "../../ui/FailedAct";
import { ChoiceGroup, SelectField, TextField } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { expiries, inDays } from "./expiries";

type TokenFormProps = { scopes: readonly Scope[]; onMade: (token: NewTokenOut) => void };

export function TokenForm({ scopes, onMade }: TokenFormProps) {
  const announce = useAnnounce();
  const known = useQuery(listScopesOptions()).data ?? [];
  const [ours, setOurs] = useState<FieldProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const create = useMutation({
    ...createTokenMutation(),
    onSuccess: (token) => {
      announce(t`The token has been created. Copy it now: it is not shown again.`);
      onMade(token);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (create.isPending) return;
    const form = new FormData(event.currentTarget);
    const name = String(form.get("name") ?? "").trim();
    const wanted = scopes.filter((scope) => form.getAll("scopes").includes(scope));
    const wrong = missing(name, wanted);
    setOurs(wrong);
    setAttempt((before) => before + 1);
    if (wrong.length > 0) return;
    create.mutate({ body: { name, scopes: wanted, expires_at: inDays(String(form.get("days")), Date.now()) } });
  };
  const problems = ours.length > 0 ? ours : fieldProblems(create.error);
  const errorOf = (field: string) => problems.find((each) => each.field.startsWith(field))?.message;
  return (
    <section>
      <h2>{t`Create a token`}</h2>
      <form noValidate onSubmit={submit}>
        <ErrorSummary problems={problems} attempt={attempt} />
        {problems.length === 0 && <FailedAct error={create.error} own={tokenProblems()} />}
        <TextField
          name="name"
          label={t`What it is for`}
          help={t`For example, “Weekly figures”. This name helps you recognise it.`}
          maxLength={80}
          autoComplete="off"
          error={errorOf("name")}
        />
        <ChoiceGroup
          type="checkbox"
          name="scopes"
          label={t`What it may do`}
          help={t`The less, the better: a script that only reads needs nothing more.`}
          choices={known
            .filter(({ scope }) => scopes.includes(scope))
            .map(({ scope, meaning }) => ({ value: scope, label: meaning, help: scope }))}
          error={errorOf("scopes")}
        />
        <SelectField name="days" label={t`How long it is valid`} choices={expiries()} defaultValue="90" />
        <div className="actions">
          <SubmitButton pending={create.isPending}>{t`Create the token`}</SubmitButton>
        </div>
      </form>
    </section>
  );
}

const missing = (name: string, scopes: readonly Scope[]): FieldProblem[] => [
  ...(name ? [] : [{ field: "name", message: t`Say what the token is for.` }]),
  ...(scopes.length > 0 ? [] : [{ field: "scopes", message: t`Choose at least one thing that it may do.` }]),
];

const tokenProblems = (): Record<string, string> => ({
  too_many_tokens: t`You have 50 tokens. Revoke one that you do not use any more.`,
});
