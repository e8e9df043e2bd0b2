import { t } from "@lingui/core/macro";
import type { Role } from "../../api/generated/types.gen";
import { Check, Languages, Line, type OneField, OneOf, Prose, SomeOf } from "./fieldKinds";
import { Questions } from "./Questions";

const storyLimit = 10_000;

/** A field of a mentor's or a student's profile, in the words that fit who fills it in. */
export function ProfileField({ role, field }: { role: Role; field: OneField }) {
  const fields = role === "mentor" ? mentor : mentee;
  return fields[field.name]?.(field) ?? null;
}

type Fields = Record<string, (field: OneField) => React.ReactNode>;

const mentor: Fields = {
  name: (field) => <Line field={field} label={t`Your name`} help={t`As students shall see it.`} />,
  degree: (field) => <Line field={field} label={t`Degree`} help={t`For example: Master of Science (Technology)`} />,
  field: (field) => <OneOf field={field} label={t`Field`} choices={field.programme.vocabulary.fields} optional />,
  institution: (field) => <Line field={field} label={t`Where you studied`} optional />,
  graduation_year: (field) => <Line field={field} label={t`Year of graduation`} inputMode="numeric" optional />,
  doctorate: (field) => <Check field={field} label={t`I have a doctorate`} />,
  title: (field) => <Line field={field} label={t`What you do`} help={t`Your title or your work in a few words.`} />,
  employer: (field) => <Line field={field} label={t`Employer`} optional />,
  sector: (field) => <OneOf field={field} label={t`Sector`} choices={field.programme.vocabulary.sectors} optional />,
  in_working_life: (field) => <Check field={field} label={t`I am in working life at the moment`} />,
  outside_academia: (field) => <Check field={field} label={t`I have made a career outside academia`} />,
  lives_abroad: (field) => <Check field={field} label={t`I live abroad`} />,
  headline: (field) => (
    <Line field={field} label={t`You in one sentence`} help={t`Students see it in the list of mentors.`} optional />
  ),
  story: (field) => (
    <Prose
      field={field}
      label={t`Your career story`}
      help={t`What led you to where you are? Turns, doubts and luck interest students more than titles.`}
      limit={storyLimit}
      rows={12}
    />
  ),
  link: (field) => <Line field={field} label={t`A link to you elsewhere`} type="url" optional />,
  answers: (field) => <Questions asked="mentor" field={field} />,
  topics: (field) => (
    <SomeOf field={field} label={t`What you like to talk about`} choices={field.programme.vocabulary.topics} />
  ),
  languages: (field) => <Languages field={field} label={t`Languages you mentor in`} />,
  seeks: (field) => (
    <SomeOf
      field={field}
      label={t`Whom you would like to mentor`}
      help={t`If you choose nothing, any student may ask you.`}
      choices={field.programme.vocabulary.levels}
      optional
    />
  ),
  meets: (field) => <SomeOf field={field} label={t`How you can meet`} choices={ways()} />,
  place: (field) => <Line field={field} label={t`Place`} help={t`Where you can meet in person.`} optional />,
  newcomers: (field) => <Check field={field} label={t`I know newcomers’ questions about Finnish working life`} />,
};

const mentee: Fields = {
  name: (field) => <Line field={field} label={t`Your name`} help={t`As the mentor you ask shall see it.`} />,
  school: (field) => <Line field={field} label={t`School or faculty`} />,
  field: mentor.field ?? (() => null),
  level: (field) => <OneOf field={field} label={t`What you study for`} choices={field.programme.vocabulary.levels} />,
  stage: (field) => <Line field={field} label={t`Where you are in your studies`} optional />,
  languages: (field) => <Languages field={field} label={t`Languages you speak`} />,
  place: (field) => <Line field={field} label={t`Where you live`} optional />,
  exchange_until: (field) => (
    <Line
      field={field}
      label={t`Here on exchange until`}
      help={t`Only if you are an exchange student.`}
      type="date"
      optional
    />
  ),
  topics: (field) => (
    <SomeOf
      field={field}
      label={t`What you would like to talk about`}
      choices={field.programme.vocabulary.topics}
      optional
    />
  ),
  sectors: (field) => (
    <SomeOf field={field} label={t`Sectors that interest you`} choices={field.programme.vocabulary.sectors} optional />
  ),
  expectations: (field) => (
    <Prose
      field={field}
      label={t`What you hope for from mentoring`}
      help={t`The mentor whom you ask reads it beside your message.`}
      limit={storyLimit}
    />
  ),
  goals: (field) => <Prose field={field} label={t`Your goals`} limit={storyLimit} optional />,
  interests: (field) => (
    <Prose field={field} label={t`What interests you in working life`} limit={storyLimit} optional />
  ),
  answers: (field) => <Questions asked="mentee" field={field} />,
};

const ways = () => [
  { key: "on_site", label: { en: t`In person` } },
  { key: "remote", label: { en: t`Online` } },
];
