import type { UseFormRegister } from "react-hook-form";
import type { FieldProblem } from "../../api/problem";
import type { Language } from "../../i18n/language";
import { TextField } from "../../ui/fields";
import { faultOf } from "./faults";
import { type NewNames, nameLabel } from "./newNames";

type NameFieldsProps = {
  spoken: readonly Language[];
  register: (name: keyof NewNames) => ReturnType<UseFormRegister<NewNames>>;
  problems: readonly FieldProblem[];
};

export const NameFields = ({ spoken, register, problems }: NameFieldsProps) =>
  spoken.map((language) => (
    <TextField
      key={language}
      {...register(`name_${language}`)}
      lang={language}
      label={nameLabel(language)}
      autoComplete="off"
      error={faultOf(problems, `name_${language}`)}
    />
  ));
