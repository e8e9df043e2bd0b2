import { t } from "@lingui/core/macro";
import type { Role } from "../../api/generated/types.gen";
import { Check, Languages, Line, type OneField, OneOf, Prose, SomeOf } from "./fieldKinds";
import { profileFieldName } from "./profileNames";
import { Questions } from "./Questions";

const storyLimit = 10_000;

/** A field of a mentor's or a student's profile, in the words that fit who fills it in. */
export function ProfileField({ role, field }: { role: Role; field: OneField }) {
  const fields = role === "mentor" ? mentor : mentee;
  return fields[field.name]?.(field, profileFieldName(role, field.name, field.programme)) ?? null;
}

type Fields = Record<string, (field: OneField, label: string) => React.ReactNode>;

const mentor: Fields = {
  name: (field, label) => <Line field={field} label={label} help={t`As students shall see it.`} />,
  degree: (field, label) => <Line field={field} label={label} help={t`For example: Master of Science (Technology)`} />,
  field: (field, label) => <OneOf field={field} label={label} choices={field.programme.vocabulary.fields} optional />,
  institution: (field, label) => <Line field={field} label={label} optional />,
  graduation_year: (field, label) => <Line field={field} label={label} inputMode="numeric" optional />,
  doctorate: (field, label) => <Check field={field} label={label} />,
  title: (field, label) => <Line field={field} label={label} help={t`Your title or your work in a few words.`} />,
  employer: (field, label) => <Line field={field} label={label} optional />,
  sector: (field, label) => <OneOf field={field} label={label} choices={field.programme.vocabulary.sectors} optional />,
  in_working_life: (field, label) => <Check field={field} label={label} />,
  outside_academia: (field, label) => <Check field={field} label={label} />,
  lives_abroad: (field, label) => <Check field={field} label={label} />,
  headline: (field, label) => (
    <Line field={field} label={label} help={t`Students see it in the list of mentors.`} optional />
  ),
  story: (field, label) => (
    <Prose
      field={field}
      label={label}
      help={t`What led you to where you are? Turns, doubts and luck interest students more than titles.`}
      limit={storyLimit}
      rows={12}
    />
  ),
  link: (field, label) => <Line field={field} label={label} type="url" optional />,
  answers: (field) => <Questions asked="mentor" field={field} />,
  topics: (field, label) => <SomeOf field={field} label={label} choices={field.programme.vocabulary.topics} />,
  languages: (field, label) => <Languages field={field} label={label} />,
  seeks: (field, label) => (
    <SomeOf
      field={field}
      label={label}
      help={t`If you choose nothing, any student may ask you.`}
      choices={field.programme.vocabulary.levels}
      optional
    />
  ),
  meets: (field, label) => <SomeOf field={field} label={label} choices={ways()} />,
  place: (field, label) => <Line field={field} label={label} help={t`Where you can meet in person.`} optional />,
  newcomers: (field, label) => <Check field={field} label={label} />,
};

const mentee: Fields = {
  name: (field, label) => <Line field={field} label={label} help={t`As the mentor you ask shall see it.`} />,
  school: (field, label) => <Line field={field} label={label} />,
  field: mentor.field ?? (() => null),
  level: (field, label) => <OneOf field={field} label={label} choices={field.programme.vocabulary.levels} />,
  stage: (field, label) => <Line field={field} label={label} optional />,
  languages: (field, label) => <Languages field={field} label={label} />,
  place: (field, label) => <Line field={field} label={label} optional />,
  exchange_until: (field, label) => (
    <Line field={field} label={label} help={t`Only if you are an exchange student.`} type="date" optional />
  ),
  topics: (field, label) => <SomeOf field={field} label={label} choices={field.programme.vocabulary.topics} optional />,
  sectors: (field, label) => (
    <SomeOf field={field} label={label} choices={field.programme.vocabulary.sectors} optional />
  ),
  expectations: (field, label) => (
    <Prose
      field={field}
      label={label}
      help={t`The mentor whom you ask reads it beside your message.`}
      limit={storyLimit}
    />
  ),
  goals: (field, label) => <Prose field={field} label={label} limit={storyLimit} optional />,
  interests: (field, label) => <Prose field={field} label={label} limit={storyLimit} optional />,
  answers: (field) => <Questions asked="mentee" field={field} />,
};

const ways = () => [
  { key: "on_site", label: { en: t`In person` } },
  { key: "remote", label: { en: t`Online` } },
];
