import { expect, test } from "vitest";
import { bornOf } from "./bornOf";
import { otherOf, othersIn } from "./others";

const mentor = { participant_id: "m", name: "Maija" };
const mentee = { participant_id: "s", name: "Sami" };

test("the other is whoever is not oneself", () => {
  expect([otherOf({ mentor, mentee }, "m"), otherOf({ mentor, mentee }, "s")]).toEqual([mentee, mentor]);
  const members = [
    { ...mentor, role: "mentor", contact: null, shares_contact: false },
    { ...mentee, role: "mentee", contact: null, shares_contact: false },
  ] as const;
  expect(othersIn({ members: [...members] }, "m").map(({ name }) => name)).toEqual(["Sami"]);
});
test("a pair was born of what led to it, and of nothing that led nowhere", () => {
  const those = [{ match_id: null }, { match_id: "x" }, { match_id: "y" }];
  expect(bornOf("y", those)).toBe(those[2]);
  expect([bornOf("z", those), bornOf("y", undefined)]).toEqual([undefined, undefined]);
});
