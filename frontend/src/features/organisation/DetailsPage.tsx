import { t } from "@lingui/core/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { listOrganisationsOptions } from "../../api/coordination/@tanstack/react-query.gen";
import { editOrganisation, readOrganisation } from "../../api/coordination/sdk.gen";
import type { OrganisationOut } from "../../api/coordination/types.gen";
import { fieldProblems } from "../../api/problem";
import { FailedAct } from "../../ui/FailedAct";
import { TextArea, TextField } from "../../ui/fields";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { adminsOnly } from "./providerProblems";

/** What the organisation is called, and by which domains sign-in knows its people. */
export function DetailsPage({ organisation: { id } }: { organisation: OrganisationOut }) {
  const path = { organisation_id: id };
  const version = useQuery({
    queryKey: ["organisation-version", id],
    queryFn: async ({ signal }) => {
      const { data, response } = await readOrganisation({ path, signal, throwOnError: true });
      return { organisation: data, etag: response.headers.get("etag") };
    },
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <Page title={t`Name and domains`}>
      <Loaded query={version}>
        {({ organisation, etag }) => (
          <DetailsForm key={etag} organisation={organisation} etag={etag} onSaved={() => version.refetch()} />
        )}
      </Loaded>
    </Page>
  );
}

type DetailsFormProps = { organisation: OrganisationOut; etag: string | null; onSaved: () => Promise<unknown> };

function DetailsForm({ organisation, etag, onSaved }: DetailsFormProps) {
  const announce = useAnnounce();
  const queryClient = useQueryClient();
  const save = useMutation({
    meta: { tellsItself: true },
    mutationFn: (body: { name: string; domains: string[] }) =>
      editOrganisation({
        path: { organisation_id: organisation.id },
        headers: { "if-match": etag },
        body,
        throwOnError: true,
      }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: listOrganisationsOptions().queryKey });
      await onSaved();
      announce(t`Saved.`);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const domains = String(form.get("domains") ?? "").split(/[\s,]+/);
    if (!save.isPending) save.mutate({ name: String(form.get("name") ?? ""), domains: domains.filter(Boolean) });
  };
  const wrong = fieldProblems(save.error);
  const nameWrong = wrong.find(({ field }) => field === "name");
  const domainsWrong = wrong.some(({ field }) => field.startsWith("domains"));
  return (
    <form noValidate onSubmit={submit}>
      <TextField name="name" label={t`Name`} defaultValue={organisation.name} error={nameWrong?.message} />
      <TextArea
        name="domains"
        label={t`Domains`}
        help={t`One a line, such as example.org. A sign-in that names one of them says that somebody is yours.`}
        defaultValue={organisation.domains.join("\n")}
        rows={4}
        error={domainsWrong ? t`Write domains such as example.org, one a line.` : undefined}
        optional
      />
      {wrong.length === 0 && <FailedAct error={save.error} own={detailsProblems()} />}
      <div className="actions">
        <SubmitButton pending={save.isPending}>{t`Save`}</SubmitButton>
      </div>
    </form>
  );
}

const detailsProblems = () => ({
  ...adminsOnly(),
  domain_taken: t`Another organisation here has named one of these domains already. If it is yours, write to whoever maintains this installation.`,
  stale: t`Somebody else has changed this meanwhile. Reload the page and make your changes again.`,
});
