import { i18n } from "@lingui/core";
import { beforeAll, expect, test } from "vitest";
import { messages } from "./locales/en.po";
import { answerField, profileField } from "./profileForm";
import { profileFieldName } from "./profileNames";
import { stepsOf } from "./steps";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages }));

const vocabulary = { questions: [{ key: "why", role: "mentor" as const, label: { en: "Why?" } }] };
const nameOf = (role: "mentor" | "mentee", field: string) => profileFieldName(role, field, { vocabulary });

test.each(["mentor", "mentee"] as const)("every field of a %s has a name", (role) => {
  const fields = stepsOf(role).flatMap(({ fields }) =>
    fields.filter((each) => each !== "answers" && each !== "contact"),
  );
  expect(fields.filter((field) => !nameOf(role, field))).toEqual([]);
});
test("a question of the programme's is its own name", () => expect(nameOf("mentor", answerField("why"))).toBe("Why?"));
test("one entry of several leads to their field", () =>
  expect(nameOf("mentor", profileField("languages.2"))).toBe("Languages you mentor in"));
test("what is no field has no name", () => expect(nameOf("mentor", "")).toBe(""));
