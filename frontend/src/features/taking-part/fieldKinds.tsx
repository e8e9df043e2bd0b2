import { t } from "@lingui/core/macro";
import type { Choice, ProgrammeOut } from "../../api/generated/types.gen";
import { capitalised, labelOf, languageName } from "../../i18n/labels";
import { CheckField, ChoiceGroup, SelectField, TextArea, TextField } from "../../ui/fields";
import { languageCodes, usualLanguages } from "./languages";
import { flagIn, listIn, moreLanguages, textIn, type Values } from "./profileForm";

/** One field of a profile: what stands in it, what is wrong with it, and the programme whose words it offers. */
export type OneField = {
  name: string;
  label: string;
  values: Values;
  programme: ProgrammeOut;
  errors: Record<string, string>;
};
type Worded = { field: OneField; help?: string; optional?: boolean };

export function Line({
  field: { name, label, values, errors },
  ...words
}: Worded & { type?: string; inputMode?: "numeric" }) {
  return (
    <TextField
      {...words}
      label={label}
      name={name}
      error={errors[name]}
      defaultValue={textIn(values, name)}
      dir="auto"
    />
  );
}

export function Prose({
  field: { name, label, values, errors },
  ...words
}: Worded & { limit?: number; rows?: number }) {
  return (
    <TextArea
      {...words}
      label={label}
      name={name}
      error={errors[name]}
      defaultValue={textIn(values, name)}
      dir="auto"
    />
  );
}

type Vocabulary = { choices: readonly Choice[] | undefined };

export function OneOf({ field: { name, label, values, errors }, choices, ...words }: Worded & Vocabulary) {
  const all = [{ value: "", label: t`Choose` }, ...named(choices)];
  return (
    <SelectField
      {...words}
      label={label}
      name={name}
      error={errors[name]}
      choices={all}
      defaultValue={textIn(values, name)}
    />
  );
}

export function SomeOf({ field: { name, label, values, errors }, choices, ...words }: Worded & Vocabulary) {
  if (!choices?.length) return null;
  const chosen = listIn(values, name);
  return (
    <ChoiceGroup
      {...words}
      label={label}
      type="checkbox"
      name={name}
      error={errors[name]}
      choices={named(choices)}
      chosen={chosen}
    />
  );
}

export function Check({ field: { name, label, values, errors }, help }: Worded) {
  return (
    <CheckField label={label} help={help} name={name} error={errors[name]} defaultChecked={flagIn(values, name)} />
  );
}

/** The usual three and those chosen before as boxes; any other is added from a list, and is a box the next time. */
export function Languages({ field: { name, label, values, errors }, ...words }: Worded) {
  const chosen = listIn(values, name);
  const boxes = [...new Set([...usualLanguages, ...chosen])];
  const others = languageCodes.filter((code) => !boxes.includes(code)).map(spoken);
  others.sort((a, b) => a.label.localeCompare(b.label));
  return (
    <>
      <ChoiceGroup
        {...words}
        label={label}
        type="checkbox"
        name={name}
        error={errors[name]}
        choices={boxes.map(spoken)}
        chosen={chosen}
      />
      <SelectField
        label={t`Another language`}
        name={moreLanguages}
        choices={[{ value: "", label: t`None` }, ...others]}
        optional
      />
    </>
  );
}

const spoken = (code: string) => ({ value: code, label: capitalised(languageName(code)) });
const named = (choices: readonly Choice[] = []) =>
  choices.map(({ key }) => ({ value: key, label: labelOf(choices, key) }));
