import { i18n } from "@lingui/core";
import { expect, test } from "vitest";
import type { SurveyOut } from "../../api/surveys/types.gen";
import { changesIn, daysIn, faultsOf, languageOf, newQuestion, serverFaults, tidied, valuesOf } from "./builderValues";

i18n.loadAndActivate({ locale: "en", messages: {} });

const zone = "Europe/Helsinki";
const survey: SurveyOut = {
  id: "1",
  programme_id: "2",
  kind: "own",
  state: "draft",
  anonymous: true,
  roles: ["mentee", "mentor"],
  audience: "matched",
  opens_at: "2027-04-01T05:00:00Z",
  closes_at: "2027-04-15T21:00:00Z",
  reminder_days: [4, 10],
  help: false,
  title: { fi: "Kysely", en: "Survey" },
  intro: {},
  questions: [
    {
      key: "a",
      kind: "scale",
      required: true,
      label: { en: "A", fi: "A" },
      help: {},
      options: [],
      steps: 5,
      low: {},
      high: {},
    },
  ],
  readers: [],
  own: null,
  answers: 0,
  asked: 0,
};

test("times are shown by the programme's clock, and nothing is sent that was not changed", () => {
  const values = valuesOf(survey, zone);
  expect([values.opens_at, values.closes_at]).toEqual(["2027-04-01T08:00", "2027-04-16T00:00"]);
  expect(changesIn(values, survey, zone)).toEqual({});
});

test("what was changed is sent, as the server wants it", () => {
  const values = valuesOf(survey, zone);
  const changed = {
    ...values,
    anonymous: "false" as const,
    mentors: false,
    opens_at: "",
    reminder_days: "7 3",
    title: { en: " New ", fi: "" },
  };
  expect(changesIn(changed, survey, zone)).toEqual({
    anonymous: false,
    roles: ["mentee"],
    opens_at: null,
    reminder_days: [3, 7],
    title: { en: "New" },
  });
});

test("what is blank, or written in another order, is no difference", () => {
  const values = valuesOf(survey, zone);
  const typed = {
    ...values,
    reminder_days: "10 4",
    title: { fi: "Kysely ", sv: "", en: "Survey" },
    questions: values.questions.map((each) => ({ ...each, help: { en: " " } })),
  };
  expect(tidied(typed)).toEqual(tidied(values));
  expect(tidied(values)).toEqual(values);
});

test("a question has what its kind has", () => {
  const values = valuesOf(survey, zone);
  const questions = [newQuestion("one"), newQuestion("text"), newQuestion("zero_to_ten")];
  const sent = changesIn({ ...values, questions }, survey, zone).questions ?? [];
  expect(sent.map((each) => Object.keys(each).slice(5))).toEqual([["options"], [], ["low", "high"]]);
  expect(sent[0]?.options).toHaveLength(2);
});

test("days are a short list of numbers", () => {
  expect([daysIn("10, 4"), daysIn("4 4"), daysIn(""), daysIn("0"), daysIn("four"), daysIn("1 2 3 4 5 6")]).toEqual([
    [4, 10],
    [4],
    [],
    undefined,
    undefined,
    undefined,
  ]);
});

test("what can be seen before sending is said at its field", () => {
  const values = valuesOf(survey, zone);
  expect(faultsOf(values)).toEqual([]);
  const wrong = { ...values, mentees: false, mentors: false, reminder_days: "x", closes_at: "2027-01-01T00:00" };
  expect(faultsOf(wrong).map(({ field }) => field)).toEqual(["mentees", "reminder_days", "closes_at"]);
});

test("the server's faults lead to fields, and to the language that they are written in", () => {
  const error = {
    status: 409,
    code: "survey_has_answers",
    errors: [
      { pointer: "#/roles", code: "has_answers" },
      { pointer: "#/questions/0/label/fi", code: "missing" },
    ],
  };
  expect(serverFaults(error).map(({ field }) => field)).toEqual(["mentees", "questions.0.label.fi"]);
  expect(languageOf("questions.0.label.fi", ["en", "fi"])).toBe("fi");
  expect(languageOf("closes_at", ["en", "fi"])).toBeUndefined();
});
