import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { enterIdentityProviderMutation } from "../../api/coordination/@tanstack/react-query.gen";
import { fieldProblems } from "../../api/problem";
import { FailedAct } from "../../ui/FailedAct";
import { TextField } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { providerProblems } from "./providerProblems";

type NewProviderProps = { organisationId: string; first: boolean; onEntered: () => Promise<unknown> };

/** First name and address alone: what the service has to know of us can be said only then. */
export function NewProvider({ organisationId, first, onEntered }: NewProviderProps) {
  const announce = useAnnounce();
  const enter = useMutation({
    ...enterIdentityProviderMutation(),
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
    const body = { name: text("name"), issuer: text("issuer") };
    enter.mutate({ path: { organisation_id: organisationId }, body }, { onSuccess: () => form.reset() });
  };
  const wrong = Object.fromEntries(fieldProblems(enter.error).map(({ field, message }) => [field, message]));
  return (
    <section>
      <h2>{first ? t`Enter your service` : t`Enter another service`}</h2>
      <form noValidate onSubmit={submit}>
        <TextField
          name="name"
          label={t`Name`}
          help={t`What people read on the sign-in page, such as the name of your university.`}
          error={wrong.name}
        />
        <TextField
          name="issuer"
          type="url"
          label={t`Address of the service (issuer)`}
          help={t`Exactly as the service writes it, such as https://login.example.org. It can’t be changed later.`}
          error={wrong.issuer && t`Write a web address such as https://login.example.org.`}
        />
        {Object.keys(wrong).length === 0 && <FailedAct error={enter.error} own={providerProblems()} />}
        <div className="actions">
          <SubmitButton pending={enter.isPending}>{t`Enter the service`}</SubmitButton>
        </div>
      </form>
    </section>
  );
}
