import { t } from "@lingui/core/macro";
import type { Role } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";
import { Check, Languages, Line, type OneField, OneOf, Prose, SomeOf } from "./fieldKinds";
import { labelOfField, ways } from "./fieldWords";
import { Questions } from "./Questions";

const storyLimit = 10_000;

/** A field of a mentor's or a mentee's profile, in the words that fit who fills it in. */
export function ProfileField({ role, field }: { role: Role; field: Omit<OneField, "label"> }) {
  const fields = role === "mentor" ? mentor : mentee;
  return fields[field.name]?.({ ...field, label: labelOfField(role, field.name, field.programme.vocabulary) }) ?? null;
}

type Fields = Record<string, (field: OneField) => React.ReactNode>;

const mentor: Fields = {
  name: (field) => <Line field={field} help={inItsWords(field.programme, t`The way [mentees] will see it.`)} />,
  degree: (field) => <Line field={field} help={t`For example: Master of Science (Technology)`} />,
  field: (field) => <OneOf field={field} choices={field.programme.vocabulary.fields} optional />,
  institution: (field) => <Line field={field} optional />,
  graduation_year: (field) => <Line field={field} inputMode="numeric" optional />,
  doctorate: (field) => <Check field={field} />,
  title: (field) => <Line field={field} help={t`Your title or your work in a few words.`} />,
  employer: (field) => <Line field={field} optional />,
  sector: (field) => <OneOf field={field} choices={field.programme.vocabulary.sectors} optional />,
  in_working_life: (field) => <Check field={field} />,
  outside_academia: (field) => <Check field={field} />,
  lives_abroad: (field) => <Check field={field} />,
  headline: (field) => (
    <Line field={field} help={inItsWords(field.programme, t`[Mentees] see it in the list of mentors.`)} optional />
  ),
  story: (field) => (
    <Prose
      field={field}
      help={inItsWords(
        field.programme,
        t`What led you to where you are? Turns, doubts and luck interest [mentees] more than titles.`,
      )}
      limit={storyLimit}
      rows={12}
    />
  ),
  link: (field) => <Line field={field} type="url" optional />,
  answers: (field) => <Questions asked="mentor" field={field} />,
  topics: (field) => <SomeOf field={field} choices={field.programme.vocabulary.topics} />,
  languages: (field) => <Languages field={field} />,
  seeks: (field) => (
    <SomeOf
      field={field}
      help={inItsWords(field.programme, t`If you choose nothing, all [mentees] may ask you.`)}
      choices={field.programme.vocabulary.levels}
      optional
    />
  ),
  meets: (field) => <SomeOf field={field} choices={ways()} />,
  place: (field) => <Line field={field} help={t`Where you can meet in person.`} optional />,
  newcomers: (field) => <Check field={field} />,
};

const mentee: Fields = {
  name: (field) => <Line field={field} help={t`The way the mentor you ask will see it.`} />,
  school: (field) => <Line field={field} />,
  field: mentor.field ?? (() => null),
  level: (field) => <OneOf field={field} choices={field.programme.vocabulary.levels} />,
  stage: (field) => <Line field={field} optional />,
  languages: (field) => <Languages field={field} />,
  place: (field) => <Line field={field} optional />,
  exchange_until: (field) => <Line field={field} help={t`Only if you are an exchange student.`} type="date" optional />,
  topics: (field) => <SomeOf field={field} choices={field.programme.vocabulary.topics} optional />,
  sectors: (field) => <SomeOf field={field} choices={field.programme.vocabulary.sectors} optional />,
  expectations: (field) => (
    <Prose field={field} help={t`The mentor you ask reads it alongside your message.`} limit={storyLimit} />
  ),
  goals: (field) => <Prose field={field} limit={storyLimit} optional />,
  interests: (field) => <Prose field={field} limit={storyLimit} optional />,
  answers: (field) => <Questions asked="mentee" field={field} />,
};
