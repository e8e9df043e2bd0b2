import { i18n } from "@lingui/core";
import { beforeAll, expect, test } from "vitest";
import type { Vocabulary } from "../../api/generated/types.gen";
import { labelOfField, valueInWords } from "./fieldWords";
import { profileField } from "./profileForm";
import { stepsOf } from "./steps";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

const label = (en: string) => ({ en });
const vocabulary: Vocabulary = {
  fields: [{ key: "tech", label: label("Technology") }],
  topics: [
    { key: "cv", label: label("Writing a CV") },
    { key: "abroad", label: label("Working abroad") },
  ],
  questions: [{ key: "why", label: label("Why now?"), role: "mentee" }],
};
const words = (name: string, value: unknown) => valueInWords(name, { [name]: value }, vocabulary);

test.each(["mentor", "mentee"] as const)("every field of every step of a %s has a name", (role) => {
  const fields = stepsOf(role).flatMap(({ fields }) => fields.filter((each) => each !== "contact"));
  expect(fields.filter((name) => !labelOfField(role, name, vocabulary))).toEqual([]);
});
test("a question of the programme's is its own name; what is no field has none", () =>
  expect(["answers.why", ""].map((name) => labelOfField("mentee", name, vocabulary))).toEqual(["Why now?", ""]));
test("one entry of several leads to their field", () =>
  expect(labelOfField("mentor", profileField("languages.2"), vocabulary)).toBe("Languages you mentor in"));
test("keys are read in the programme's words", () => {
  expect(words("field", "tech")).toBe("Technology");
  expect(words("topics", ["cv", "abroad"])).toBe("Writing a CV and Working abroad");
  expect(words("meets", ["remote"])).toBe("Online");
  expect(words("languages", ["fi", "et"])).toBe("Finnish and Estonian");
  expect(words("answers", { why: "Because" })).toBe("Why now? Because");
});
test("texts as they are, marks as yes and no, and what is empty as nothing", () =>
  expect([
    words("goals", "Mine"),
    words("graduation_year", 2001),
    words("doctorate", false),
    words("field", null),
    words("topics", []),
    words("answers", {}),
  ]).toEqual(["Mine", "2001", "no", "nothing", "nothing", "nothing"]));
