import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { beginOidcLink, beginSamlLink } from "../../api/account/sdk.gen";
import type { ProviderChoiceOut } from "../../api/generated/types.gen";
import { FailedAct } from "../../ui/FailedAct";
import { SelectField } from "../../ui/fields";
import { SubmitButton } from "../../ui/SubmitButton";
import { waysInProblems } from "./waysInProblems";

/** Adds a university or employer: one signs in there once, and it is known from then on. */
export function AddProvider({ providers }: { providers: readonly ProviderChoiceOut[] }) {
  const begin = useMutation({
    mutationFn: async (id: string) => {
      const begun = providers.find((provider) => provider.id === id)?.kind === "saml" ? beginSamlLink : beginOidcLink;
      return (await begun({ path: { provider_id: id }, throwOnError: true })).data;
    },
    meta: { tellsItself: true },
    onSuccess: ({ location }) => window.location.assign(location),
  });
  const go = (form: FormData) => begin.isPending || begin.mutate(String(form.get("add-provider")));
  const choices = providers.map(({ id, name, organisation_name }) => ({
    value: id,
    label: name === organisation_name ? name : `${name} · ${organisation_name}`,
  }));
  return (
    <section>
      <h2>{t`Add your university or employer`}</h2>
      <p>{t`Sign in there once, and you can use both from then on.`}</p>
      <FailedAct error={begin.error} own={waysInProblems()} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          go(new FormData(event.currentTarget));
        }}
      >
        <SelectField name="add-provider" label={t`University or employer`} choices={choices} />
        <div className="actions">
          <SubmitButton pending={begin.isPending}>{t`Sign in there`}</SubmitButton>
        </div>
      </form>
    </section>
  );
}
