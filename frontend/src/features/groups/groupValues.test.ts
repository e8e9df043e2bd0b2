import { i18n } from "@lingui/core";
import { safeParse } from "valibot";
import { beforeAll, describe, expect, test } from "vitest";
import { vGroupIn } from "../../api/groups/valibot.gen";
import { emptyGroup, fieldOf, groupProblems, limits, readGroup } from "./groupValues";
import { messages } from "./locales/en.po";

const group = { ...emptyGroup(5), theme: "Into work", description: "Once a month.", languages: ["fi"] };
const fields = (change: Partial<typeof group>) => groupProblems({ ...group, ...change }, 5).map(({ field }) => field);
const taken = (change: Partial<typeof group>) => safeParse(vGroupIn, { ...group, ...change }).success;

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages }));

test("what is typed becomes a group", () => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ theme: " Into work ", description: "Once\na month", places: "3" }))
    form.set(name, value);
  form.set("mentor_places", "2");
  form.append("languages", "fi");
  form.append("languages", "sv");
  expect(readGroup(form)).toEqual({
    theme: "Into work",
    description: "Once\na month",
    languages: ["fi", "sv"],
    places: 3,
    mentor_places: 2,
    joining: false,
  });
});

describe("problems", () => {
  test("none", () => expect(fields({})).toEqual([]));
  test("what is missing, in the order of the form", () =>
    expect(fields({ theme: "", description: "", languages: [] })).toEqual(["theme", "description", "languages"]));
  test("more places than the programme has", () => {
    expect(fields({ places: 6 })).toEqual(["places"]);
    expect(fields({ places: Number.NaN })).toEqual(["places"]);
  });
  test("the limits are the API's own", () => {
    for (const change of [
      { theme: "x".repeat(limits.theme) },
      { description: "x".repeat(limits.description) },
      { mentor_places: limits.mentors },
      { places: limits.least },
    ])
      expect([fields(change), taken(change)]).toEqual([[], true]);
    for (const change of [
      { theme: "x".repeat(limits.theme + 1) },
      { description: "x".repeat(limits.description + 1) },
      { mentor_places: limits.mentors + 1 },
      { places: limits.least - 1 },
    ])
      expect([fields(change).length, taken(change)]).toEqual([1, false]);
  });
});

test("the server's places lead to fields", () => {
  expect(["group.places", "places", "group.languages.0"].map(fieldOf)).toEqual(["places", "places", "languages"]);
});
