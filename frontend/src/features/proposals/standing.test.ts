import { i18n } from "@lingui/core";
import { expect, test } from "vitest";
import { hasSaidYes, partnerIn, sideOf, standing } from "./standing";

i18n.loadAndActivate({ locale: "en", messages: {} });

const mentor = { participant_id: "m", name: "Maija" };
const mentee = { participant_id: "s", name: "Sami" };
const pair = { mentor, mentee };
const open = { state: "pending", mentor_yes_at: "2026-11-25T10:00:00Z", mentee_yes_at: null } as const;

test("each of the two is on their own side, nobody else is", () =>
  expect(["m", "s", "x", undefined].map((id) => sideOf(pair, id))).toEqual(["mentor", "mentee", undefined, undefined]));
test("the partner is the other one", () =>
  expect([partnerIn(pair, "mentor"), partnerIn(pair, "mentee")]).toEqual([mentee, mentor]));
test("one yes is one side's alone", () =>
  expect([hasSaidYes(open, "mentor"), hasSaidYes(open, "mentee")]).toEqual([true, false]));
test("nobody is pointed at who said no", () => {
  const closed = (["declined", "withdrawn", "expired", "released"] as const).map((state) =>
    standing({ ...open, state }),
  );
  expect(new Set(closed).size).toBe(1);
});
