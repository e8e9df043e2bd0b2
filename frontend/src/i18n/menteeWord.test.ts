import { i18n } from "@lingui/core";
import { afterEach, beforeAll, expect, test } from "vitest";
import { load } from "./load";
import { inItsWords } from "./menteeWord";

const text = { name: "", summary: "", mentor_expected: "", mentor_not_expected: "" };
const rest = { mentee_expected: "", next_steps: "", unmatched_next: "" };
const said = (language: string, mentee_forms: Record<string, string>) => ({
  texts: [{ language, ...text, ...rest, mentee_forms }],
});
const english = { singular: "newcomer", plural: "newcomers" };
const finnish = {
  nominative: "tulija",
  genitive: "tulijan",
  partitive: "tulijaa",
  allative: "tulijalle",
  plural_nominative: "tulijat",
  plural_partitive: "tulijoita",
};
const swedish = {
  singular: "nykomling",
  definite: "nykomlingen",
  plural: "nykomlingar",
  plural_definite: "nykomlingarna",
};

beforeAll(async () => {
  await load("fi");
  await load("sv");
  await load("en");
});
afterEach(() => i18n.activate("en"));

test("the programme's own word, in the form of the one in brackets", () =>
  expect(inItsWords(said("en", english), "The [mentee] asks. Other [mentees] wait.")).toBe(
    "The newcomer asks. Other newcomers wait.",
  ));
test("a capital where the sentence has one", () =>
  expect(inItsWords(said("en", english), "[Mentees] sign up")).toBe("Newcomers sign up"));
test("every Finnish form", () => {
  i18n.activate("fi");
  const all = "[Aktori] [aktorin] [aktoria] [aktorille] [aktorit] [aktoreita]";
  expect(inItsWords(said("fi", finnish), all)).toBe("Tulija tulijan tulijaa tulijalle tulijat tulijoita");
});
test("every Swedish form", () => {
  i18n.activate("sv");
  expect(inItsWords(said("sv", swedish), "[Adept] [adepten] [adepter] [adepterna]")).toBe(
    "Nykomling nykomlingen nykomlingar nykomlingarna",
  );
});
test("a set with a gap is none, whichever form the text needs", () =>
  expect(inItsWords(said("en", { ...english, singular: "" }), "[Mentees], one [mentee]")).toBe("Mentees, one mentee"));
test("another language's word fits no sentence", () => {
  i18n.activate("fi");
  expect(inItsWords(said("en", english), "[Aktorin] vastaus")).toBe("Aktorin vastaus");
});
test("other brackets are left alone", () =>
  expect(inItsWords(said("en", english), "[student] [mentee’s] [1]")).toBe("[student] [mentee’s] [1]"));
