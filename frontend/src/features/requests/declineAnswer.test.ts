import { i18n } from "@lingui/core";
import { beforeAll, expect, test } from "vitest";
import { answerLimit, answerOf, answerProblem } from "./declineAnswer";
import { messages } from "./locales/en.po";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages }));

const form = (entries: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(entries)) data.set(name, value);
  return data;
};

test("a ready wording goes alone, whatever was typed before", () =>
  expect(answerOf(form({ how: "no_time", words: "Hm" }))).toEqual({ wording: "no_time" }));
test("own words", () => expect(answerOf(form({ how: "own", words: " Sorry! " }))).toEqual({ message: "Sorry!" }));
test("own words have to be some, and not too many", () => {
  expect(answerProblem({ message: "" })).toBeDefined();
  expect(answerProblem({ message: "x".repeat(answerLimit + 1) })).toBeDefined();
  expect(answerProblem({ message: "x".repeat(answerLimit) })).toBeUndefined();
});
