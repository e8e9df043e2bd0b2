import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { FieldProblem } from "../../api/problem";
import { editSurvey } from "../../api/surveys/sdk.gen";
import { useAnnounce } from "../../ui/Status";
import { useVersioned } from "../../ui/versions/useVersioned";
import { type BuilderValues, builderDraft, changesIn, faultsOf, serverFaults, tidied, valuesOf } from "./builderValues";
import { type Version, versionIn, versionKey, versionOptions } from "./version";

/** A survey in the hands of somebody who may not be alone, and the form on it. */
export function useBuilder(start: Version, { zone }: ProgrammeOut) {
  const { id } = start.survey;
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const valuesIn = ({ survey }: Version) => valuesOf(survey, zone);
  const editing = useVersioned<Version, BuilderValues>({
    start,
    draft: builderDraft(id),
    valuesOf: valuesIn,
    send: async (mine, { survey, etag }) => {
      const call = { path: { survey_id: id }, headers: { "if-match": etag }, body: changesIn(mine, survey, zone) };
      return versionIn(await editSurvey({ ...call, throwOnError: true }));
    },
    readAgain: () => queryClient.fetchQuery(versionOptions(id)),
    onSaved: (saved) => {
      queryClient.setQueryData(versionKey(id), saved);
      form.reset(valuesIn(saved));
      announce(t`The survey has been saved.`);
    },
  });
  const form = useForm<BuilderValues>({ defaultValues: editing.first, shouldFocusError: false });
  const [own, setOwn] = useState<FieldProblem[]>([]);
  const [tries, setTries] = useState(0);
  const { save } = editing;
  const submit = form.handleSubmit((values) => {
    if (save.isPending) return;
    const found = faultsOf(values);
    setOwn(found);
    setTries(tries + 1);
    save.reset();
    if (found.length === 0) save.mutate(tidied(values));
  });
  return {
    form,
    editing,
    valuesIn,
    submit,
    problems: own.length > 0 ? own : serverFaults(save.error),
    attempt: tries + save.failureCount,
    keep: () => editing.keep(tidied(form.getValues())),
    fill: (values: BuilderValues) => form.reset(values),
  };
}
