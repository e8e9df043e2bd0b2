import { t } from "@lingui/core/macro";
import type { ProviderOut } from "../../api/coordination/types.gen";
import type { FieldProblem } from "../../api/problem";
import { TextArea, TextField } from "../../ui/fields";
import { providerNames } from "./providerNames";
import { kinds, type ProviderValues } from "./providerValues";

type ProviderFieldsProps = {
  provider: ProviderOut;
  values: ProviderValues;
  problems: readonly FieldProblem[];
  /** Lines of what values mean that say nothing clear. */
  unclear: readonly string[];
  onType: (field: keyof ProviderValues, typed: string) => void;
};

/** What its words mean here is rarely needed and folded away. */
export function ProviderFields({ provider, values, problems, unclear, onType }: ProviderFieldsProps) {
  const wrong = Object.fromEntries(problems.map(({ field, message }) => [field, message]));
  const field = (name: keyof ProviderValues, pointer: string = name) => ({
    name: `${provider.id}-${name}`,
    label: providerNames[name](),
    error: wrong[pointer],
    value: values[name],
    onChange: (event: { target: { value: string } }) => onType(name, event.target.value),
  });
  return (
    <>
      <TextField {...field("name")} />
      {provider.kind === "saml" ? (
        <TextArea
          {...field("metadata")}
          help={t`Its metadata is saved. Fill this in only to replace it.`}
          rows={4}
          spellCheck={false}
          optional
        />
      ) : (
        <>
          <TextField {...field("client_id")} autoComplete="off" />
          <TextField
            {...field("client_secret")}
            type="password"
            autoComplete="off"
            help={
              provider.has_secret
                ? t`One is saved. It is never shown; fill this in only to replace it.`
                : t`From the service.`
            }
            optional
          />
        </>
      )}
      <details open={unclear.length > 0 || undefined}>
        <summary>{t`What its words mean here`}</summary>
        <p>{t`Most services need nothing here. Test the sign-in to see what yours sends and what is made of it.`}</p>
        <TextField
          {...field("affiliation", "mapping.affiliation")}
          help={t`For example, groups or roles. Left empty: eduperson_scoped_affiliation (OpenID Connect) or eduPersonScopedAffiliation (SAML).`}
          optional
        />
        <TextArea
          {...field("kinds", "mapping.kinds")}
          {...(unclear.length > 0 && { error: t`This line is unclear: ${{ line: unclear.join(" · ") }}` })}
          help={t`One per line, such as: All students = student. Possible are ${{ kinds: kinds.join(", ") }}.`}
          rows={3}
          optional
        />
        <TextField
          {...field("home_organisation", "mapping.home_organisation")}
          help={t`The domain that people belong to if the service names none, such as example.org.`}
          optional
        />
        <TextField {...field("name_attribute", "mapping.name")} optional />
        <TextField {...field("email_attribute", "mapping.email")} optional />
      </details>
    </>
  );
}
