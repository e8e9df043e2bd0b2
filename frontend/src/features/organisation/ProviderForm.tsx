import { t } from "@lingui/core/macro";
import { type FormEvent, useState } from "react";
import type { ProviderOut } from "../../api/coordination/types.gen";
import { fieldProblems } from "../../api/problem";
import { FailedAct } from "../../ui/FailedAct";
import { TextArea, TextField } from "../../ui/fields";
import { SubmitButton } from "../../ui/SubmitButton";
import { providerProblems } from "./providerProblems";
import { kinds, linesOf, patchOf, readLines } from "./providerValues";
import { useChange } from "./useChange";

type ProviderFormProps = { provider: ProviderOut; onChanged: () => Promise<unknown> };

/** What the service gave us, and what its words mean here; the second is rarely needed and folded away. */
export function ProviderForm({ provider, onChanged }: ProviderFormProps) {
  const change = useChange(provider, onChanged);
  const [unclear, setUnclear] = useState<readonly string[]>([]);
  const { kind, client_id, has_secret, mapping } = provider;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (change.isPending) return;
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(`${provider.id}-${name}`) ?? "").trim();
    const lines = readLines(text("kinds")).unclear;
    setUnclear(lines);
    if (lines.length === 0) change.mutate({ patch: patchOf(text, kind), said: t`Saved.` });
  };
  const wrong = Object.fromEntries(fieldProblems(change.error).map(({ field, message }) => [field, message]));
  const field = (name: string, pointer = name) => ({ name: `${provider.id}-${name}`, error: wrong[pointer] });
  return (
    <form noValidate onSubmit={submit}>
      <TextField {...field("name")} label={t`Name`} defaultValue={provider.name} />
      {kind === "saml" ? (
        <TextArea
          {...field("metadata")}
          label={t`Newer metadata (XML)`}
          help={t`Its metadata is kept. Write here only to replace it.`}
          rows={4}
          spellCheck={false}
          optional
        />
      ) : (
        <>
          <TextField {...field("client_id")} label={t`Client ID`} autoComplete="off" defaultValue={client_id ?? ""} />
          <TextField
            {...field("client_secret")}
            type="password"
            autoComplete="off"
            label={t`Client secret`}
            help={has_secret ? t`One is kept. It is never shown; write here only to replace it.` : t`From the service.`}
            optional
          />
        </>
      )}
      <details open={unclear.length > 0 || undefined}>
        <summary>{t`What its words mean here`}</summary>
        <p>{t`Most services need nothing here. Test the sign-in to see what yours sends and what is made of it.`}</p>
        <TextField
          {...field("affiliation", "mapping.affiliation")}
          label={t`Attribute that says who is a student or on the staff`}
          help={t`Such as groups or roles. Left empty: eduperson_scoped_affiliation (OpenID Connect) or eduPersonScopedAffiliation (SAML).`}
          defaultValue={mapping.affiliation ?? ""}
          optional
        />
        <TextArea
          {...field("kinds", "mapping.kinds")}
          {...(unclear.length > 0 && { error: t`This line says nothing clear: ${{ line: unclear.join(" · ") }}` })}
          label={t`What its values mean`}
          help={t`One a line, such as: All students = student. Possible are ${{ kinds: kinds.join(", ") }}.`}
          defaultValue={linesOf(mapping.kinds)}
          rows={3}
          optional
        />
        <TextField
          {...field("home_organisation", "mapping.home_organisation")}
          label={t`Home organisation`}
          help={t`The domain that people belong to if the service names none, such as example.org.`}
          defaultValue={mapping.home_organisation ?? ""}
          optional
        />
        <TextField
          {...field("name_attribute", "mapping.name")}
          label={t`Attribute of the name`}
          defaultValue={mapping.name ?? ""}
          optional
        />
        <TextField
          {...field("email_attribute", "mapping.email")}
          label={t`Attribute of the e-mail address`}
          defaultValue={mapping.email ?? ""}
          optional
        />
      </details>
      <FailedAct error={change.error} own={providerProblems()} />
      <div className="actions">
        <SubmitButton pending={change.isPending}>{t`Save`}</SubmitButton>
      </div>
    </form>
  );
}
