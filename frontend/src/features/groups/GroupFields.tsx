import { t } from "@lingui/core/macro";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { GroupIn } from "../../api/groups/types.gen";
import type { FieldProblem } from "../../api/problem";
import { capitalised, languageName } from "../../i18n/labels";
import { inItsWords } from "../../i18n/menteeWord";
import { CheckField, ChoiceGroup, TextArea, TextField } from "../../ui/fields";
import { limits } from "./groupValues";

type GroupFieldsProps = {
  values: Required<GroupIn>;
  /** Which languages there are to choose from. */
  spoken: readonly string[];
  most: number;
  problems: readonly FieldProblem[];
  programme: ProgrammeOut;
};

/** What a mentor tells of a group; the fields keep what is typed themselves. */
export function GroupFields({ values, spoken, most, problems, programme }: GroupFieldsProps) {
  const fault = (field: string) => problems.find((each) => each.field === field)?.message;
  const choices = [...new Set([...spoken, ...values.languages])].map((value) => ({
    value,
    label: capitalised(languageName(value)),
  }));
  const number = { type: "text", inputMode: "numeric", autoComplete: "off", className: "number" } as const;
  return (
    <>
      <TextField
        name="theme"
        label={t`Theme`}
        help={t`What the group is about, in a few words. It is the group’s name.`}
        defaultValue={values.theme}
        error={fault("theme")}
        autoComplete="off"
        dir="auto"
      />
      <TextArea
        name="description"
        label={t`Description`}
        help={t`Who it is for, what you talk about, how often and how you meet.`}
        defaultValue={values.description}
        error={fault("description")}
        limit={limits.description}
        rows={8}
        dir="auto"
      />
      <ChoiceGroup
        type="checkbox"
        name="languages"
        label={t`Languages of the group`}
        choices={choices}
        chosen={values.languages}
        error={fault("languages")}
      />
      <TextField
        {...number}
        name="places"
        label={inItsWords(programme, t`Places for [mentees]`)}
        help={t`From ${{ least: limits.least }} to ${{ most }}`}
        defaultValue={written(values.places)}
        error={fault("places")}
      />
      <TextField
        {...number}
        name="mentor_places"
        label={t`How many mentors lead it`}
        help={t`With two or more, other mentors can join until the first place is taken.`}
        defaultValue={written(values.mentor_places)}
        error={fault("mentor_places")}
      />
      <CheckField
        name="joining"
        label={inItsWords(programme, t`[Mentees] can ask for a place`)}
        defaultChecked={values.joining}
      />
    </>
  );
}

/** What is no number, be it from a draft, was never one. */
const written = (number: number) => (Number.isInteger(number) ? String(number) : "");

const names: Record<string, () => string> = {
  theme: () => t`Theme`,
  description: () => t`Description`,
  languages: () => t`Languages of the group`,
  places: () => t`Places for [mentees]`,
  mentor_places: () => t`How many mentors lead it`,
};
/** What a field of the form is called. */
export const groupFieldName = (field: string, programme: ProgrammeOut) => inItsWords(programme, names[field]?.() ?? "");
