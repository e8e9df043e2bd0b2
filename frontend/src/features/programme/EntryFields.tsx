import { t } from "@lingui/core/macro";
import type { UseFormRegister } from "react-hook-form";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { FieldProblem } from "../../api/problem";
import { capitalised, languageName } from "../../i18n/labels";
import { languages as known } from "../../i18n/language";
import { inItsWords } from "../../i18n/menteeWord";
import { CheckField, SelectField, TextField } from "../../ui/fields";
import { faultOf } from "./faults";
import type { ListName, VocabularyValues } from "./vocabularyValues";

type EntryFieldsProps = {
  list: ListName;
  place: number;
  programme: ProgrammeOut;
  problems: readonly FieldProblem[];
  register: UseFormRegister<VocabularyValues>;
};

export function EntryFields({ list, place, programme, problems, register }: EntryFieldsProps) {
  return (
    <div className="entry">
      {known
        .filter((language) => programme.languages.includes(language))
        .map((language) => (
          <TextField
            key={language}
            {...register(`${list}.${place}.labels.${language}`)}
            label={capitalised(languageName(language))}
            lang={language}
            autoComplete="off"
            error={faultOf(problems, `${list}.${place}.labels.${language}`)}
          />
        ))}
      {list === "questions" && (
        <>
          <SelectField
            {...register(`${list}.${place}.role`)}
            label={t`Who is asked`}
            choices={[
              { value: "mentor", label: t`Mentors` },
              { value: "mentee", label: inItsWords(programme, t`[Mentees]`) },
            ]}
          />
          <CheckField {...register(`${list}.${place}.required`)} label={t`Needs an answer`} />
        </>
      )}
    </div>
  );
}
