import { expect, test } from "vitest";
import type { MaterialPhase, MaterialRole } from "../../api/guidance/types.gen";
import { always, atStage, forRole, opens, phases } from "./stages";

const material = (slug: string, when: MaterialPhase[], whom: MaterialRole[] = []) => ({
  slug,
  phases: when,
  roles: whom,
});
const first = material("first", ["running"]);
const both = material("both", ["requesting", "running"], ["mentor"]);
const list = material("list", phases, ["mentee"]);
const faq = material("faq", []);

test("what is of use all the time stands above the path, and nowhere else", () => {
  expect([first, both, list, faq].map(always)).toEqual([false, false, true, true]);
  expect(atStage([first, both, list, faq], "mentoring")).toEqual([first, both]);
  expect(atStage([first, both, list, faq], "requests")).toEqual([both]);
  expect(atStage([first, both, list, faq], "feedback")).toEqual([]);
});

test("a role reads what is for it and what is for everybody", () => {
  expect(forRole([first, both, list, faq], "mentor")).toEqual([first, both, faq]);
  expect(forRole([first, both, list, faq], "organiser")).toEqual([first, faq]);
});

test("a role that there is not narrows nothing", () => {
  expect(forRole([first, both, list, faq], undefined)).toHaveLength(4);
  expect(forRole([first, both, list, faq], "moon")).toHaveLength(4);
});

test("the stage where the programme is lies open, and the one that a link names", () => {
  expect(opens("mentoring", "running", "")).toBe(true);
  expect(opens("requests", "running", "")).toBe(false);
  expect(opens("requests", "running", "requests")).toBe(true);
  expect(opens("requests", "ended", "")).toBe(true);
});
