import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { editOrganisation } from "../../api/coordination/sdk.gen";
import { fieldProblems } from "../../api/problem";
import { FailedAct } from "../../ui/FailedAct";
import { TextArea, TextField } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { Conflict, type Shown } from "../../ui/versions/Conflict";
import { Restored } from "../../ui/versions/Restored";
import { useVersioned } from "../../ui/versions/useVersioned";
import {
  bodyOf,
  type DetailsValues,
  type OrganisationVersion,
  organisationIn,
  organisationOptions,
  valuesOf,
} from "./detailsValues";
import { adminsOnly } from "./providerProblems";

async function send(mine: DetailsValues, { organisation: { id }, etag }: OrganisationVersion) {
  const call = { path: { organisation_id: id }, headers: { "if-match": etag }, body: bodyOf(mine) };
  return organisationIn(await editOrganisation({ ...call, throwOnError: true }));
}

/** An organisation in the hands of somebody who may not be alone. */
export function DetailsForm({ start }: { start: OrganisationVersion }) {
  const { id } = start.organisation;
  const announce = useAnnounce();
  const queryClient = useQueryClient();
  const onSaved = (version: OrganisationVersion) => {
    setMine(valuesOf(version));
    announce(t`Saved.`);
  };
  const readAgain = () => queryClient.fetchQuery(organisationOptions(id));
  const editing = useVersioned({ start, draft: `organisation:${id}`, valuesOf, send, readAgain, onSaved });
  const [mine, setMine] = useState<DetailsValues>(editing.first);
  const { save, theirs, base } = editing;
  const type = (field: keyof DetailsValues, typed: string) => {
    const values = { ...mine, [field]: typed };
    setMine(values);
    editing.keep(values);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending) save.mutate(mine);
  };
  const wrong = fieldProblems(save.error);
  const nameWrong = wrong.find(({ field }) => field === "name");
  const domainsWrong = wrong.some(({ field }) => field.startsWith("domains"));
  return (
    <>
      {editing.restored && <Restored onStartAgain={() => setMine(editing.startAgain())} />}
      <form noValidate onSubmit={submit}>
        <TextField
          name="name"
          label={names.name()}
          value={mine.name}
          onChange={(event) => type("name", event.target.value)}
          error={nameWrong?.message}
        />
        <TextArea
          name="domains"
          label={names.domains()}
          help={t`One per line, such as example.org. A sign-in that names one of them says that somebody is yours.`}
          value={mine.domains}
          onChange={(event) => type("domains", event.target.value)}
          rows={4}
          error={domainsWrong ? t`Enter domains such as example.org, one per line.` : undefined}
          optional
        />
        {wrong.length === 0 && <FailedAct error={save.error} own={detailsProblems()} />}
        <div className="actions">
          <SubmitButton pending={save.isPending}>{t`Save`}</SubmitButton>
        </div>
      </form>
      {theirs && (
        <Conflict<OrganisationVersion, DetailsValues>
          theirs={theirs}
          base={base}
          mine={mine}
          valuesOf={valuesOf}
          shown={shown()}
          onDecided={(seen, values) => {
            editing.decided(seen, values);
            setMine(values);
          }}
          onClose={editing.putOff}
        />
      )}
    </>
  );
}

const names = { name: () => t`Name`, domains: () => t`Domains` };

const shown = (): Shown<DetailsValues>[] => [
  { field: "name", label: names.name(), show: ({ name }) => name },
  { field: "domains", label: names.domains(), show: ({ domains }) => domains },
];

const detailsProblems = () => ({
  ...adminsOnly(),
  domain_taken: t`Another organisation here has named one of these domains already. If it is yours, write to whoever maintains this installation.`,
});
