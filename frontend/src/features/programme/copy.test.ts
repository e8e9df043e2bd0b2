import { i18n } from "@lingui/core";
import { beforeAll, expect, test } from "vitest";
import { aClock, aText } from "../../factories/programme";
import { copyField, copyOf, copyProblems, copyValues } from "./copy";
import { messages } from "./locales/en.po";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages }));

const clock = aClock({ mentor_signup_opens: "2026-11-01T22:00:00Z" });
const texts = [aText({ language: "fi", name: "Mentorointi 2027" })];
const values = copyValues({ texts, clock, zone: "Europe/Helsinki" });

test("a copy is first called like the next round, a year later on the same weekday", () =>
  expect(values).toEqual({
    name_fi: "Mentorointi 2028",
    name_sv: "",
    name_en: "",
    mentor_signup_opens: "2027-11-01",
  }));
test("it is sent with the names of its languages alone", () =>
  expect(copyOf({ ...values, name_en: "Mentoring" }, ["fi"])).toEqual({
    mentor_signup_opens: "2027-11-01",
    names: { fi: "Mentorointi 2028" },
  }));
test("a name is needed in each of its languages, and a day", () => {
  expect(copyProblems(values, ["fi"])).toEqual([]);
  const empty = { ...values, mentor_signup_opens: "" };
  expect(copyProblems(empty, ["fi", "sv"]).map(({ field }) => field)).toEqual(["name_sv", "mentor_signup_opens"]);
});
test("what the server finds leads to its field", () =>
  expect(["names.fi", "mentor_signup_opens"].map(copyField)).toEqual(["name_fi", "mentor_signup_opens"]));
