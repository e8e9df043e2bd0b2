import { expect, test } from "vitest";
import type { Phase } from "../../api/generated/types.gen";
import { stagesOf } from "./path";

const clock = {
  mentor_signup_opens: "2027-01-01T00:00:00Z",
  mentor_signup_closes: "2027-01-12T00:00:00Z",
  requests_opens: "2027-01-10T00:00:00Z",
  requests_closes: "2027-01-20T00:00:00Z",
  running_opens: "2027-01-10T00:00:00Z",
  running_closes: "2027-06-01T00:00:00Z",
  feedback_closes: "2027-06-15T00:00:00Z",
};
const states = (phase: Phase, now: string, matched = false) =>
  stagesOf(clock, phase, now, matched).map(({ state }) => state);

test("windows may overlap: one is where the programme says", () =>
  expect([states("requesting", "2027-01-11T00:00:00Z"), states("requesting", "2027-01-12T00:00:00Z")]).toEqual([
    ["open", "here", "ahead", "ahead"],
    ["done", "here", "ahead", "ahead"],
  ]));
test("whoever is matched is where one meets, once that has begun", () => {
  expect(states("requesting", "2027-01-12T00:00:00Z", true)).toEqual(["done", "open", "here", "ahead"]);
  expect(states("mentor_signup", "2027-01-02T00:00:00Z", true)).toEqual(["here", "ahead", "ahead", "ahead"]);
});
test("what lies behind and ahead", () => {
  expect(states("mentor_signup", "2027-01-02T00:00:00Z")).toEqual(["here", "ahead", "ahead", "ahead"]);
  expect(states("feedback", "2027-06-02T00:00:00Z")).toEqual(["done", "done", "done", "here"]);
});
test("between two stages one is at none, and in the end all are done", () => {
  expect(states("between", "2027-01-05T00:00:00Z")).toEqual(["ahead", "ahead", "ahead", "ahead"]);
  expect(states("ended", "2027-07-01T00:00:00Z")).toEqual(["done", "done", "done", "done"]);
});
