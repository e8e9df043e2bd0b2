import { expect, test } from "vitest";
import { aClock, aProgramme } from "../factories/programme";
import type { ProgrammeOut } from "./generated/types.gen";
import { chooseProgramme, looksThrough, ownProgrammes, partIn } from "./programme";

const open = aProgramme({
  id: "open",
  clock: aClock({ requests_opens: "2027-01-06T22:00:00Z", requests_closes: "2027-01-16T22:00:00Z" }),
});
const run = { ...open, id: "run", coordinates: true };
const around = { ...open, id: "around", browses: true };
const active = { state: "active", publish_until: null, sent_back: null } as const;
const mine: ProgrammeOut = { ...open, id: "mine", participant: { id: "p", role: "mentee", ...active } };
const older: ProgrammeOut = { ...open, id: "older", participant: { id: "q", role: "mentor", ...active } };

test("the newest where one takes part", () => expect(chooseProgramme([open, run, mine, older], undefined)).toBe(mine));
test("the one that the address names", () => expect(chooseProgramme([run, mine, older], "older")).toBe(older));
test("a foreign one in the address is no choice", () => expect(chooseProgramme([open, mine], "open")).toBe(mine));
test("else one that one runs", () => expect(chooseProgramme([open, run], undefined)).toBe(run));
test("a new draft does not push aside the programme that goes on", () => {
  const draft: ProgrammeOut = { ...run, id: "draft", phase: "draft" };
  expect(chooseProgramme([draft, run], undefined)).toBe(run);
  expect(chooseProgramme([draft, open], undefined)).toBe(draft);
});
test("else one that one may look through", () => {
  expect(chooseProgramme([open, around], undefined)).toBe(around);
  expect(chooseProgramme([around, run], undefined)).toBe(run);
});
test("none at all", () => expect(chooseProgramme([open], undefined)).toBeUndefined());
test("one's own are those with a part", () => expect(ownProgrammes([open, run, mine])).toEqual([run, mine]));
test("taking part outranks running", () => expect(partIn({ ...mine, coordinates: true })).toBe("mentee"));
test("who may look around without a part is staff", () => expect(partIn(around)).toBe("staff"));
test("students and staff look through the mentors, also a mentor on the staff", () => {
  const colleague = { ...older, browses: true };
  expect([mine, around, colleague, older, run].map(looksThrough)).toEqual([true, true, true, false, false]);
});
