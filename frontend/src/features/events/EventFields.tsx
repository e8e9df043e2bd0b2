import { t } from "@lingui/core/macro";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { capitalised, languageName } from "../../i18n/labels";
import { inItsWords } from "../../i18n/menteeWord";
import { zoneName } from "../../ui/dates";
import { CheckField, ChoiceGroup, SelectField, TextArea, TextField } from "../../ui/fields";
import { type EventValues, rolesIn } from "./eventForm";

export type Errors = Record<string, string | undefined>;
type FieldsProps = { values: EventValues; programme: ProgrammeOut; errors: Errors };

/** Title and description, for each of the programme's languages. */
export function TextsFields({ values, programme, errors }: FieldsProps) {
  return programme.languages.map((language, number) => {
    const name = capitalised(languageName(language));
    return (
      <fieldset key={language}>
        <legend>{name}</legend>
        <TextField
          name={`title-${language}`}
          label={t`Title`}
          optional={number > 0}
          defaultValue={values[`title-${language}`]}
          lang={language}
          autoComplete="off"
          error={errors[`title-${language}`]}
        />
        <TextArea
          name={`description-${language}`}
          label={t`Description`}
          help={t`An empty line starts a new paragraph; - starts a list item, **bold** is bold.`}
          optional
          limit={10_000}
          defaultValue={values[`description-${language}`]}
          lang={language}
          error={errors[`description-${language}`]}
        />
      </fieldset>
    );
  });
}

export function WhenFields({ values, programme, errors }: FieldsProps) {
  const place = zoneName(programme.zone);
  return (
    <fieldset>
      <legend>{t`When`}</legend>
      <TextField
        type="datetime-local"
        name="starts"
        label={t`Begins`}
        help={t`Times are local to: ${{ place }}`}
        defaultValue={values.starts}
        error={errors.starts}
      />
      <TextField type="datetime-local" name="ends" label={t`Ends`} defaultValue={values.ends} error={errors.ends} />
      <TextField
        type="datetime-local"
        name="sign_up_closes"
        label={t`Sign-up closes`}
        help={t`Leave it empty to let people sign up until the event begins.`}
        optional
        defaultValue={values.sign_up_closes}
        error={errors.sign_up_closes}
      />
    </fieldset>
  );
}

export function WhereFields({ values, errors }: FieldsProps) {
  return (
    <fieldset>
      <legend>{t`Where`}</legend>
      <ChoiceGroup
        type="radio"
        name="place_kind"
        label={t`Kind of place`}
        choices={[
          { value: "on_campus", label: t`On campus` },
          { value: "online", label: t`Online` },
        ]}
        chosen={[values.place_kind ?? ""]}
      />
      <TextField
        name="place"
        label={t`Venue`}
        help={t`Needed on campus: building, floor and room.`}
        optional
        defaultValue={values.place}
        autoComplete="off"
        error={errors.place}
      />
      <TextField
        type="url"
        name="link"
        label={t`Link to join`}
        help={t`Shown only to those who have a seat.`}
        optional
        defaultValue={values.link}
        autoComplete="off"
        error={errors.link}
      />
      <SelectField
        name="language"
        label={t`Language of the event`}
        choices={["en", "fi", "sv"].map((value) => ({ value, label: capitalised(languageName(value)) }))}
        defaultValue={values.language}
      />
    </fieldset>
  );
}

export function WhoFields({ values, programme, errors }: FieldsProps) {
  return (
    <fieldset>
      <legend>{t`Who it is for`}</legend>
      <ChoiceGroup
        type="checkbox"
        name="roles"
        label={t`Roles`}
        choices={[
          { value: "mentor", label: t`Mentors` },
          { value: "mentee", label: inItsWords(programme, t`[Mentees]`) },
        ]}
        chosen={rolesIn(values)}
        error={errors.roles}
      />
      <ChoiceGroup
        type="radio"
        name="audience"
        label={t`Which of them`}
        choices={[
          { value: "everybody", label: t`Everybody` },
          { value: "matched", label: t`Those who have a pair` },
        ]}
        chosen={[values.audience ?? ""]}
      />
      <CheckField
        name="recommended_for"
        value="new"
        label={t`Recommend it to those who take part for the first time`}
        defaultChecked={values.recommended_for === "new"}
      />
      <TextField
        type="number"
        name="capacity"
        label={t`Seats`}
        help={t`Leave it empty to let in everybody who wants to come. When all seats are taken, people can wait for one.`}
        optional
        min={1}
        max={10_000}
        defaultValue={values.capacity}
        error={errors.capacity}
      />
    </fieldset>
  );
}
