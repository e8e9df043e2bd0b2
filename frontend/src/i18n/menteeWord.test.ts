import { i18n } from "@lingui/core";
import { afterEach, beforeAll, expect, test } from "vitest";
import { load } from "./load";
import { menteeWord } from "./menteeWord";

const text = { name: "", summary: "", mentor_expected: "", mentor_not_expected: "" };
const rest = { mentee_expected: "", next_steps: "", unmatched_next: "" };
const said = (language: string, mentee_forms: Record<string, string>) => ({
  texts: [{ language, ...text, ...rest, mentee_forms }],
});
beforeAll(async () => {
  await load("fi");
  await load("en");
});
afterEach(() => i18n.activate("en"));

test("the programme's own word", () =>
  expect(menteeWord(said("en", { singular: "actor", plural: "actors" }), "many")).toBe("actors"));
test("half a word is none", () => expect(menteeWord(said("en", { singular: "actor" }), "one")).toBe("mentee"));
test("another language's word fits no sentence", () => {
  i18n.activate("fi");
  expect(menteeWord(said("en", { singular: "actor", plural: "actors" }), "one")).toBe("aktori");
});
