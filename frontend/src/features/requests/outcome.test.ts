import { i18n } from "@lingui/core";
import { beforeAll, expect, test } from "vitest";
import { messages } from "./locales/en.po";
import { comfortFor, outcome, sideOf } from "./outcome";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages }));

const programme = { texts: [] };
const pair = { mentor: { participant_id: "m", name: "M" }, mentee: { participant_id: "s", name: "S" } };
test.each([
  ["m", "mentor"],
  ["s", "mentee"],
  ["x", undefined],
  [undefined, undefined],
])("%s is the %s", (id, side) => expect(sideOf(pair, id)).toBe(side));
test("each side reads its own words", () => {
  const declined = { state: "declined", release_reason: null } as const;
  expect([outcome(declined, "mentor", programme), outcome(declined, "mentee", programme)]).toEqual([
    "You declined",
    "The mentor could not say yes this time",
  ]);
});
test("a release names its reason", () =>
  expect(outcome({ state: "released", release_reason: "mentor_full" }, "mentee", programme)).toBe(
    "The mentor’s places were filled",
  ));
test("a kind word where one could do nothing about it, none where one did", () => {
  expect(comfortFor({ state: "released", release_reason: "mentor_full" })).toBeDefined();
  expect(comfortFor({ state: "released", release_reason: "mentee_matched" })).toBeUndefined();
  expect(comfortFor({ state: "withdrawn", release_reason: null })).toBeUndefined();
});
