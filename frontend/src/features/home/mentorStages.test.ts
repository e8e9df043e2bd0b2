import { expect, test } from "vitest";
import { mentorStages } from "./mentorStages";
import { active, base, match, ofNobody, sent } from "./situations";

const states = (changed: Partial<typeof base>) => mentorStages({ ...base, ...changed }).map(({ state }) => state);
const draft = { ...active, state: "draft" } as const;

test("in the order of R47", () =>
  expect(mentorStages(base).map(({ key }) => key)).toEqual(["profile", "wait", "answer", "meet"]));
test("a draft is at the profile", () => expect(states({ own: draft })).toEqual(["here", "ahead", "ahead", "ahead"]));
test.each(["submitted", "active", "paused"] as const)("whoever is %s waits", (state) =>
  expect(states({ own: { ...active, state } })).toEqual(["done", "here", "ahead", "ahead"]),
);
test("with a request one answers", () =>
  expect(states({ requests: [sent("1")] })).toEqual(["done", "done", "here", "ahead"]));
test("with a group that nobody is in one waits", () =>
  expect(states({ matches: [ofNobody] })).toEqual(["done", "here", "ahead", "ahead"]));
test("with a match one meets", () => expect(states({ matches: [match] })).toEqual(["done", "done", "done", "here"]));
test("the first meeting is behind whoever has arranged one", () => {
  expect(states({ matches: [match], begun: true })).toEqual(["done", "done", "done", "done"]);
  expect(states({ matches: [match], begun: true, requests: [sent("1")] })).toEqual(["done", "done", "here", "done"]);
});
test("with both one answers first, and the meeting is still open", () =>
  expect(states({ requests: [sent("1")], matches: [match] })).toEqual(["done", "done", "here", "open"]));
test("what is closed and ended is of no account", () =>
  expect(states({ requests: [sent("1", { state: "declined" })], matches: [{ ...match, state: "ended" }] })).toEqual([
    "done",
    "here",
    "ahead",
    "ahead",
  ]));
