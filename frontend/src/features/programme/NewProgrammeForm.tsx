import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { createProgrammeMutation } from "../../api/coordination/@tanstack/react-query.gen";
import type { OrganisationOut } from "../../api/coordination/types.gen";
import type { FieldProblem } from "../../api/problem";
import { useAct } from "../../api/useAct";
import { languageName } from "../../i18n/labels";
import { languages } from "../../i18n/language";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { FailedAct } from "../../ui/FailedAct";
import { SelectField, TextField } from "../../ui/fields";
import { SubmitButton } from "../../ui/SubmitButton";
import { ClockFields } from "./ClockFields";
import { faultOf, faultsIn, named, programmeProblems } from "./faults";
import { clockFieldName } from "./names";
import { type NewValues, newField, newProblems, programmeOf, zone } from "./newProgramme";
import { useGoToNew } from "./useGoToNew";

const mutationKey = ["create-programme"];
type NewProgrammeFormProps = { organisations: readonly OrganisationOut[]; onClose: () => void };

export function NewProgrammeForm({ organisations, onClose }: NewProgrammeFormProps) {
  const goToNew = useGoToNew();
  const headersOf = useAct(mutationKey);
  const create = useMutation({
    ...createProgrammeMutation(),
    mutationKey,
    onSuccess: async ({ id }) => {
      await goToNew(id, t`The programme has been made. It is a draft until you publish it.`);
      onClose();
    },
  });
  const { register, handleSubmit } = useForm<NewValues>({ shouldFocusError: false });
  const [tries, setTries] = useState(0);
  const [own, setOwn] = useState<FieldProblem[]>([]);
  const problems = own.length > 0 ? own : faultsIn(create.error, newField);
  const submit = handleSubmit((values) => {
    const found = newProblems(values);
    setOwn(found);
    setTries(tries + 1);
    if (found.length > 0) return;
    const body = programmeOf(values);
    const headers = headersOf(JSON.stringify(body));
    if (headers) create.mutate({ body, headers });
  });
  const field = (name: keyof NewValues) => ({ ...register(name), error: faultOf(problems, name) });
  return (
    <form noValidate onSubmit={submit}>
      <ErrorSummary problems={named(problems, clockFieldName)} attempt={tries + create.failureCount} />
      <p>{t`A name in a language means that the programme is run in it. All of this can be changed later, except the languages.`}</p>
      <SelectField
        {...field("organisation_id")}
        label={t`Organisation`}
        choices={organisations.map(({ id, name }) => ({ value: id, label: name }))}
      />
      {languages.map((language) => {
        const spoken = languageName(language);
        return (
          <TextField
            key={language}
            {...field(`name_${language}`)}
            lang={language}
            label={t`Name of the programme, ${{ spoken }}`}
          />
        );
      })}
      <TextField {...field("contact_address")} type="email" label={t`Contact address`} />
      <ClockFields register={register} shown={{}} problems={problems} zone={zone} />
      {problems.length === 0 && <FailedAct error={create.error} own={programmeProblems()} />}
      <div className="actions">
        <button type="button" onClick={onClose}>
          {t`Back to the settings`}
        </button>
        <SubmitButton pending={create.isPending}>{t`Make the programme`}</SubmitButton>
      </div>
    </form>
  );
}
