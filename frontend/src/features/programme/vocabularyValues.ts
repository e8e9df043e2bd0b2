import { t } from "@lingui/core/macro";
import type { VocabularyIn } from "../../api/coordination/types.gen";
import type { Choice, ProgrammeOut, Question, Role } from "../../api/generated/types.gen";
import type { FieldProblem } from "../../api/problem";
import { type Language, languages } from "../../i18n/language";

export const lists = ["levels", "fields", "sectors", "topics", "questions"] as const;
export type ListName = (typeof lists)[number];

/** An entry as the form has it; role and requirement are of questions alone. No key yet: it gets one when it is saved. */
export type Entry = { key: string; role: Role; required: boolean; labels: Record<Language, string> };
export type VocabularyValues = Record<ListName, Entry[]>;

export const newEntry = (): Entry => ({
  key: "",
  role: "mentor",
  required: false,
  labels: { fi: "", sv: "", en: "" },
});

const entryOf = ({ key, label, ...question }: Choice | Question): Entry => ({
  key,
  role: "role" in question ? question.role : "mentor",
  required: ("required" in question && question.required) || false,
  labels: { fi: wordsIn(label.fi), sv: wordsIn(label.sv), en: wordsIn(label.en) },
});

const wordsIn = (label: unknown) => (typeof label === "string" ? label : "");

export const valuesOfVocabulary = ({ vocabulary }: Pick<ProgrammeOut, "vocabulary">): VocabularyValues => ({
  levels: (vocabulary.levels ?? []).map(entryOf),
  fields: (vocabulary.fields ?? []).map(entryOf),
  sectors: (vocabulary.sectors ?? []).map(entryOf),
  topics: (vocabulary.topics ?? []).map(entryOf),
  questions: (vocabulary.questions ?? []).map(entryOf),
});

const longest = 40;

/** "Kone- ja energiatekniikka" is "kone_ja_energiatekniikka"; a second one of that name is "…_2". */
export function keyFrom(label: string, taken: readonly string[]): string {
  const plain = label.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const key =
    plain
      .replace(/[^a-z0-9]+/g, "_")
      .slice(0, longest)
      .replace(/^_+|_+$/g, "") || "entry";
  for (let number = 1; ; number++) {
    const tail = number === 1 ? "" : `_${number}`;
    const tried = key.slice(0, longest - tail.length) + tail;
    if (!taken.includes(tried)) return tried;
  }
}

export const firstLabel = ({ labels }: Pick<Entry, "labels">) =>
  languages.map((language) => labels[language].trim()).find(Boolean) ?? "";

/** Profiles keep an entry by its key: what has one keeps it, whatever becomes of the label. */
export function withKeys(entries: readonly Entry[]): Entry[] {
  const taken = entries.map(({ key }) => key).filter(Boolean);
  return entries.map((entry) => {
    if (entry.key) return entry;
    const key = keyFrom(firstLabel(entry), taken);
    taken.push(key);
    return { ...entry, key };
  });
}

export function vocabularyOf(values: VocabularyValues): VocabularyIn {
  const choices = (list: ListName) => withKeys(values[list]).map(({ key, labels }) => ({ key, label: given(labels) }));
  return {
    levels: choices("levels"),
    fields: choices("fields"),
    sectors: choices("sectors"),
    topics: choices("topics"),
    questions: withKeys(values.questions).map(({ key, role, required, labels }) => ({
      ...{ key, role, required },
      label: given(labels),
    })),
  };
}

const given = (labels: Record<Language, string>) =>
  Object.fromEntries(languages.map((each) => [each, labels[each].trim()] as const).filter(([, label]) => label));

/** What needs words before it is saved: an entry in one language at least, a question in all of the programme's. */
export function vocabularyProblems(values: VocabularyValues, spoken: readonly string[]): FieldProblem[] {
  const shown = languages.filter((language) => spoken.includes(language));
  return lists.flatMap((list) =>
    values[list].flatMap((entry, i) => {
      const gaps = shown.filter((language) => !entry.labels[language].trim());
      const wrong = list === "questions" ? gaps : gaps.length === shown.length ? gaps.slice(0, 1) : [];
      const message =
        list === "questions"
          ? t`Write the question in every language, or remove it.`
          : t`Enter a name in at least one language, or remove the entry.`;
      return wrong.map((language) => ({ field: `${list}.${i}.labels.${language}`, message }));
    }),
  );
}

/** "vocabulary.levels.0.label.fi" is the field "levels.0.labels.fi"; what is wrong with a list leads to its first entry. */
export function vocabularyField(place: string): string {
  const [, list = "", number = "0", , language = "fi"] = place.split(".");
  return `${list}.${number}.labels.${language}`;
}
