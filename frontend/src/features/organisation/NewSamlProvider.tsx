import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { enterSamlProviderMutation } from "../../api/coordination/@tanstack/react-query.gen";
import { fieldProblems } from "../../api/problem";
import { FailedAct } from "../../ui/FailedAct";
import { TextArea, TextField } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { samlProblems } from "./providerProblems";

type NewSamlProviderProps = { organisationId: string; onEntered: () => Promise<unknown> };

/** A provider that speaks SAML is entered by its metadata, which says all there is to say. */
export function NewSamlProvider({ organisationId, onEntered }: NewSamlProviderProps) {
  const announce = useAnnounce();
  const enter = useMutation({
    ...enterSamlProviderMutation(),
    meta: { tellsItself: true },
    onSuccess: async () => {
      await onEntered();
      announce(t`The service has been entered. It is switched off until you have tried it out.`);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (enter.isPending) return;
    const form = event.currentTarget;
    const text = (name: string) => String(new FormData(form).get(name) ?? "").trim();
    const body = { name: text("saml-name"), metadata: text("saml-metadata") };
    enter.mutate({ path: { organisation_id: organisationId }, body }, { onSuccess: () => form.reset() });
  };
  const wrong = Object.fromEntries(fieldProblems(enter.error).map(({ field, message }) => [field, message]));
  return (
    <details>
      <summary>{t`It speaks SAML instead`}</summary>
      <form noValidate onSubmit={submit}>
        <TextField
          name="saml-name"
          label={t`Name`}
          help={t`What people read on the sign-in page, such as the name of your university.`}
          error={wrong.name}
        />
        <TextArea
          name="saml-metadata"
          label={t`Metadata of the service (XML)`}
          help={t`The service offers it for download, often at an address that ends in metadata.`}
          rows={6}
          spellCheck={false}
          error={
            wrong.metadata &&
            t`This is not the metadata of one SAML identity provider. Copy all of it, from the first < to the last >.`
          }
        />
        {Object.keys(wrong).length === 0 && <FailedAct error={enter.error} own={samlProblems()} />}
        <div className="actions">
          <SubmitButton pending={enter.isPending}>{t`Enter the service`}</SubmitButton>
        </div>
      </form>
    </details>
  );
}
