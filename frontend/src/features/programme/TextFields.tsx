import { t } from "@lingui/core/macro";
import type { UseFormRegister } from "react-hook-form";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { FieldProblem } from "../../api/problem";
import { usualForms } from "../../i18n/menteeForms";
import { TextArea, TextField } from "../../ui/fields";
import { faultOf } from "./faults";
import { formNames, proseName } from "./textNames";
import { formField, proseFields, proseLimit, type TextField as TextFieldName, type TextValues } from "./textValues";

type TextFieldsProps = {
  register: UseFormRegister<TextValues>;
  language: string;
  problems: readonly FieldProblem[];
  programme: ProgrammeOut;
};

export function TextFields({ register, language, problems, programme }: TextFieldsProps) {
  const field = (name: TextFieldName) => ({
    ...register(name),
    id: `${language}-${name}`,
    lang: language,
    error: faultOf(problems, name),
  });
  return (
    <>
      <TextField {...field("name")} label={t`Name of the programme`} />
      {proseFields.map((name) => (
        <TextArea key={name} {...field(name)} label={proseName(name, programme)} limit={proseLimit} />
      ))}
      <fieldset className="field">
        <legend>{t`Your own word for mentee`}</legend>
        <p className="muted">{t`Used in sentences and emails. Without one, the word below each name is used.`}</p>
        {Object.entries(usualForms[language] ?? {}).map(([form, usual]) => (
          <TextField
            key={form}
            {...field(formField(form))}
            label={formNames[form]?.() ?? form}
            help={<span lang={language}>{usual}</span>}
            autoComplete="off"
          />
        ))}
      </fieldset>
    </>
  );
}
