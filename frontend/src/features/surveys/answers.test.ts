import { i18n } from "@lingui/core";
import { expect, test } from "vitest";
import type { SurveyQuestion } from "../../api/surveys/types.gen";
import { answersIn, chosenIn, unanswered } from "./answers";

i18n.loadAndActivate({ locale: "en", messages: {} });

const question = (key: string, kind: SurveyQuestion["kind"], required = false): SurveyQuestion => ({
  key,
  kind,
  required,
  label: {},
});
const questions = [
  question("going", "scale", true),
  question("recommend", "zero_to_ten"),
  question("drink", "one"),
  question("drinks", "several"),
  question("again", "yes_no"),
  question("why", "text"),
];

function form(values: Record<string, string[]>): FormData {
  const made = new FormData();
  for (const [key, all] of Object.entries(values)) for (const each of all) made.append(`answers.${key}`, each);
  return made;
}

test("each answer is what its question wants", () => {
  const given = form({
    going: ["4"],
    recommend: ["0"],
    drink: ["tea"],
    drinks: ["tea", "water"],
    again: ["false"],
    why: [" It went well. "],
  });
  expect(answersIn(questions, given)).toEqual({
    going: 4,
    recommend: 0,
    drink: "tea",
    drinks: ["tea", "water"],
    again: false,
    why: " It went well. ",
  });
});

test("what is left open, or holds blanks alone, is left out", () => {
  expect(answersIn(questions, form({ going: [""], why: ["  "] }))).toEqual({});
});

test("a question that needs an answer and has none is named by its field", () => {
  expect(unanswered(questions, {}).map(({ field }) => field)).toEqual(["answers.going"]);
  expect(unanswered(questions, { going: 1 })).toEqual([]);
});

test("an answer comes back as the fields hold it", () => {
  expect([chosenIn(undefined), chosenIn(4), chosenIn(false), chosenIn(["a", "b"]), chosenIn("x")]).toEqual([
    [],
    ["4"],
    ["false"],
    ["a", "b"],
    ["x"],
  ]);
});
