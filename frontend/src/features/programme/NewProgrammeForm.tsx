import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { FormProvider } from "react-hook-form";
import { createProgramme } from "../../api/coordination/sdk.gen";
import type { OrganisationOut } from "../../api/coordination/types.gen";
import { programmesOptions } from "../../api/programme";
import { languages } from "../../i18n/language";
import { SelectField, TextField } from "../../ui/fields";
import { ClockFields } from "./ClockFields";
import { faultOf } from "./faults";
import { MakingForm } from "./MakingForm";
import { NameFields } from "./NameFields";
import { type NewValues, newField, newFieldName, newProblems, newValues, programmeOf, unmade } from "./newProgramme";
import { useMaking } from "./useMaking";
import { likelyZone } from "./zones";

type NewProgrammeFormProps = { organisations: readonly OrganisationOut[]; onClose: () => void };

export function NewProgrammeForm({ organisations, onClose }: NewProgrammeFormProps) {
  const programmes = useQuery(programmesOptions()).data?.items ?? [];
  const first = organisations[0]?.id ?? "";
  const making = useMaking({
    what: ["create-programme"],
    start: newValues(first, likelyZone(programmes, first)),
    problemsIn: newProblems,
    bodyOf: programmeOf,
    send: (body, headers) => createProgramme({ body, headers, throwOnError: true }),
    fieldOf: newField,
    made: t`The programme has been created. It is a draft until you publish it.`,
    onMade: onClose,
  });
  const { form, problems } = making;
  const field = (name: keyof NewValues) => ({
    ...form.register(name),
    label: newFieldName(name),
    error: faultOf(problems, name),
  });
  return (
    <MakingForm making={making} make={t`Create the programme`} onClose={onClose}>
      <p>{t`A name in a language means that the programme is run in it. All of this can be changed later, except the organisation and the languages.`}</p>
      <SelectField
        {...field("organisation_id")}
        choices={organisations.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <NameFields spoken={languages} register={form.register} problems={problems} />
      <TextField {...field("contact_address")} type="email" />
      <FormProvider {...form}>
        <ClockFields problems={problems} programme={unmade} />
      </FormProvider>
    </MakingForm>
  );
}
