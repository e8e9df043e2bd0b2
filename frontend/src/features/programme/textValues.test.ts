import { i18n } from "@lingui/core";
import { beforeAll, describe, expect, test } from "vitest";
import { messages } from "./locales/en.po";
import { textField, textOf, textProblems, valuesOfText } from "./textValues";

const saved = {
  language: "sv",
  name: "Mentorskap",
  summary: "Ett halvår",
  mentor_expected: "",
  mentor_not_expected: "",
  mentee_expected: "",
  next_steps: "",
  unmatched_next: "",
  mentee_forms: { singular: "aktör", definite: "aktören", plural: "aktörer", plural_definite: "aktörerna" },
};
const values = valuesOfText({ texts: [saved] }, "sv");

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages }));

test("there and back", () => {
  const { language, ...text } = saved;
  expect(textOf(values, language)).toEqual(text);
});
test("a language without texts begins empty", () => {
  const empty = valuesOfText({ texts: [] }, "fi");
  expect(empty).toMatchObject({ name: "", form_nominative: "", form_plural_partitive: "" });
  expect(textOf(empty, "fi").mentee_forms).toEqual({});
});

describe("problems", () => {
  const fields = (change: Record<string, string>) =>
    textProblems({ ...values, ...change }, "sv").map(({ field }) => field);
  test("none", () => expect(fields({})).toEqual([]));
  test("a name is needed", () => expect(fields({ name: " " })).toEqual(["name"]));
  test("too long", () => expect(fields({ summary: "x".repeat(10_001) })).toEqual(["summary"]));
  test("half a word is none: all forms or no form", () => {
    expect(fields({ form_plural: "" })).toEqual(["form_plural"]);
    expect(fields({ form_singular: "", form_definite: "", form_plural: "", form_plural_definite: "" })).toEqual([]);
  });
});
test("the server's places lead to fields", () => expect(textField("mentee_forms.plural")).toBe("form_plural"));
