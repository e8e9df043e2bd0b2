import { i18n } from "@lingui/core";
import { beforeAll, describe, expect, test } from "vitest";
import { messages } from "./locales/en.po";
import {
  keyFrom,
  newEntry,
  valuesOfVocabulary,
  vocabularyField,
  vocabularyOf,
  vocabularyProblems,
  withKeys,
} from "./vocabularyValues";

const vocabulary = {
  levels: [
    { key: "master", label: { en: "Master", fi: "Maisteri" } },
    { key: "doctoral", label: { en: "Doctoral", fi: "Tohtori" } },
  ],
  fields: [],
  sectors: [],
  topics: [],
  questions: [{ key: "why", role: "mentee" as const, label: { en: "Why?", fi: "Miksi?" }, required: true }],
};
const values = valuesOfVocabulary({ vocabulary });
const named = (fi: string) => ({ ...newEntry(), labels: { fi, sv: "", en: "" } });

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages }));

describe("keys", () => {
  test.each([
    ["Kone- ja energiatekniikka", "kone_ja_energiatekniikka"],
    ["Työnhaku", "tyonhaku"],
    ["  Åland & Öland! ", "aland_oland"],
    ["IT", "it"],
    ["Дизайн", "entry"],
  ])("%s", (label, key) => expect(keyFrom(label, [])).toBe(key));
  test("one that is taken gets a number", () => expect(keyFrom("IT", ["it", "it_2"])).toBe("it_3"));
  test("never longer than the API takes", () => {
    const long = "a".repeat(50);
    expect(keyFrom(long, [])).toHaveLength(40);
    expect(keyFrom(long, ["a".repeat(40)])).toBe(`${"a".repeat(38)}_2`);
  });
  test("what is saved keeps its key, whatever it is called now", () =>
    expect(
      withKeys([{ ...named("Uusi"), key: "vanha" }, named("Vanha"), named("Vanha")]).map(({ key }) => key),
    ).toEqual(["vanha", "vanha_2", "vanha_3"]));
});

test("there and back", () => expect(vocabularyOf(values)).toEqual(vocabulary));
test("a new entry at the end, in the order of the form", () =>
  expect(vocabularyOf({ ...values, levels: [named("Kandi"), ...values.levels] }).levels?.map(({ key }) => key)).toEqual(
    ["kandi", "master", "doctoral"],
  ));

describe("problems", () => {
  test("none", () => expect(vocabularyProblems(values, ["fi", "en"])).toEqual([]));
  test("an entry without words", () =>
    expect(vocabularyProblems({ ...values, fields: [named(" ")] }, ["fi", "en"])).toMatchObject([
      { field: "fields.0.labels.fi" },
    ]));
  test("a question in every language of the programme", () =>
    expect(vocabularyProblems(values, ["fi", "sv", "en"])).toMatchObject([{ field: "questions.0.labels.sv" }]));
});
test("the server's places lead to fields", () =>
  expect(vocabularyField("vocabulary.questions.2.label.sv")).toBe("questions.2.labels.sv"));
