import { t } from "@lingui/core/macro";
import { useFormContext } from "react-hook-form";
import type { FieldProblem } from "../../api/problem";
import type { Language } from "../../i18n/language";
import { TextArea, TextField } from "../../ui/fields";
import type { BuilderValues } from "./builderValues";

export type TextProps = { language: Language; problems: readonly FieldProblem[] };

export const faultAt = (problems: readonly FieldProblem[], name: string) =>
  problems.find(({ field }) => field === name)?.message;

export function TextsOfSurvey({ language, problems }: TextProps) {
  const { register } = useFormContext<BuilderValues>();
  return (
    <div key={language}>
      <TextField
        {...register(`title.${language}`)}
        lang={language}
        label={t`Title`}
        error={faultAt(problems, `title.${language}`)}
        autoComplete="off"
      />
      <TextArea
        {...register(`intro.${language}`)}
        lang={language}
        label={t`Introduction`}
        help={t`What it is for and how long it takes. Who reads the answers is added automatically.`}
        error={faultAt(problems, `intro.${language}`)}
        rows={3}
        optional
      />
    </div>
  );
}
