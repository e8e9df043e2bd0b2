import { t } from "@lingui/core/macro";
import type { Role, Vocabulary } from "../../api/generated/types.gen";
import { labelOf, labelsOf, languageName, listed } from "../../i18n/labels";
import { answerIn, listIn, questionOf, textIn, type Values } from "./profileForm";

type Labels = Record<string, () => string>;

const both: Labels = {
  name: () => t`Your name`,
  field: () => t`Field`,
  answers: () => t`What the programme asks`,
};

const mentor: Labels = {
  ...both,
  degree: () => t`Degree`,
  institution: () => t`Where you studied`,
  graduation_year: () => t`Year of graduation`,
  doctorate: () => t`I have a doctorate`,
  title: () => t`What you do`,
  employer: () => t`Employer`,
  sector: () => t`Sector`,
  in_working_life: () => t`I am in working life at the moment`,
  outside_academia: () => t`I have made a career outside academia`,
  lives_abroad: () => t`I live abroad`,
  headline: () => t`You in one sentence`,
  story: () => t`Your career story`,
  link: () => t`A link to you elsewhere`,
  topics: () => t`What you like to talk about`,
  languages: () => t`Languages you mentor in`,
  seeks: () => t`Who you would like to mentor`,
  meets: () => t`How you can meet`,
  place: () => t`Place`,
  newcomers: () => t`I know newcomers’ questions about Finnish working life`,
};

const mentee: Labels = {
  ...both,
  school: () => t`School or faculty`,
  level: () => t`What you are studying for`,
  stage: () => t`Where you are in your studies`,
  languages: () => t`Languages you speak`,
  place: () => t`Where you live`,
  exchange_until: () => t`Here on exchange until`,
  topics: () => t`What you would like to talk about`,
  sectors: () => t`Sectors that interest you`,
  expectations: () => t`What you hope for from mentoring`,
  goals: () => t`Your goals`,
  interests: () => t`What interests you in working life`,
};

/** What a field is called, at the field and in a summary of errors; a question of the programme's is its own name. */
export function labelOfField(role: Role, name: string, { questions }: Vocabulary): string {
  const key = questionOf(name);
  return key ? labelOf(questions, key) : ((role === "mentor" ? mentor : mentee)[name]?.() ?? "");
}

/** How two may meet; not the programme's own words, but everybody's. */
export const ways = () => [
  { key: "on_site", label: { en: t`In person` } },
  { key: "remote", label: { en: t`Online` } },
];

/** What stands in a field, as it would be read aloud. */
export function valueInWords(name: string, values: Values, vocabulary: Vocabulary): string {
  const value = values[name];
  const one = { field: vocabulary.fields, sector: vocabulary.sectors, level: vocabulary.levels }[name];
  const many = { topics: vocabulary.topics, seeks: vocabulary.levels, sectors: vocabulary.sectors, meets: ways() }[
    name
  ];
  if (typeof value === "boolean") return value ? t`yes` : t`no`;
  if (name === "answers") return answers(values, vocabulary);
  if (name === "languages") return listed(listIn(values, name).map(languageName)) || t`nothing`;
  if (many) return listed(labelsOf(many, listIn(values, name))) || t`nothing`;
  const text = textIn(values, name);
  return (one && text ? labelOf(one, text) : text) || t`nothing`;
}

function answers(values: Values, { questions = [] }: Vocabulary): string {
  const given = questions.filter(({ key }) => answerIn(values, key));
  return given.map(({ key }) => `${labelOf(questions, key)} ${answerIn(values, key)}`).join("\n") || t`nothing`;
}
