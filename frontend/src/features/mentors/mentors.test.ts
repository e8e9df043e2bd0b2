import { expect, test } from "vitest";
import type { DirectoryOut, MentorCardOut, OverlayOut } from "../../api/generated/types.gen";
import { candidates, similarTo } from "./candidates";
import { filtered, narrows, sorted } from "./filter";
import { fold } from "./fold";
import { asSent, swapped, telling, toggled } from "./saved";
import { parseMentorFilter } from "./search";
import { whyNot } from "./whyNot";
import { shows, windowAt } from "./window";

const blank: MentorCardOut = {
  id: "",
  name: "",
  title: "Engineer",
  employer: "Kajo",
  headline: "",
  degree: "",
  field: "energy",
  sector: "industry",
  topics: ["leadership"],
  languages: ["fi"],
  seeks: [],
  meets: [],
  place: "Turku",
  newcomers: false,
  doctorate: false,
  outside_academia: false,
};
const asa = { ...blank, id: "a", name: "Åsa Mäkinen" };
const bo = { ...blank, id: "b", name: "Bo Sørensen", field: "law", topics: ["networking"], languages: ["sv", "en"] };
const cay = { ...blank, id: "c", name: "Cay Öhman", sector: null };
const gone = { ...blank, id: "d", name: "Dora" };
const directory: DirectoryOut = {
  programme_id: "p",
  window: "open",
  opens: "",
  closes: "",
  items: [asa, bo, cay, gone],
};
const measured = (mentor_id: string, score: number) => ({ mentor_id, score, reasons: [], against: [] });
const mark = { mentor_id: "c", name: "Cay Öhman", tell_me: false, available: true };
const overlay: OverlayOut = {
  mentors: [measured("c", 40), measured("a", 80), measured("d", 99)],
  hidden: ["d"],
  saved: [mark],
};
const vocabulary = { topics: [{ key: "leadership", label: { en: "Leading people" } }] };
const all = candidates(directory, overlay, vocabulary);
const ids = (found: readonly { card: MentorCardOut }[]) => found.map(({ card }) => card.id).join("");

test("fair order; hidden ones are left out, unknown ones come last", () => expect(ids(all)).toBe("cab"));
test("by fit, whoever has none last", () => expect(ids(sorted(all, { sort: "fit" }, "fi"))).toBe("acb"));
test("by name, as the language sorts: Å and Ö come last in Finnish", () =>
  expect(ids(sorted([...all, { card: { ...blank, id: "z", name: "Zoe" }, text: "" }], { sort: "name" }, "fi"))).toBe(
    "bcza",
  ));

test.each([
  ["makinen", "a"],
  ["SORENSEN", "b"],
  ["leading turku", "ca"],
  ["  ", "cab"],
  ["nobody", ""],
])("the words %o find %o", (q, found) => expect(ids(filtered(all, { q }))).toBe(found));
test.each([
  [{ lang: "sv" }, "b"],
  [{ field: "energy" }, "ca"],
  [{ sector: "industry" }, "ab"],
  [{ topic: "networking" }, "b"],
  [{ saved: "yes" as const }, "c"],
  [{ field: "energy", q: "åsa" }, "a"],
])("%o finds %o", (filter, found) => expect(ids(filtered(all, filter))).toBe(found));
test("letters without marks", () => expect(fold("Łukasz ĐØRSS ß Thảo")).toBe("lukasz dorss ss thao"));

test("an odd address does no harm", () =>
  expect(parseMentorFilter({ q: "x", sort: "magic", shown: "-3", saved: "1", extra: "y" })).toEqual({ q: "x" }));
test("how many are shown", () => expect(parseMentorFilter({ shown: "60" })).toEqual({ shown: 60 }));
test("sorting alone narrows nothing", () =>
  expect([narrows({ sort: "fit" }), narrows({ q: "x" })]).toEqual([false, true]));

test("similar: what they offer outranks one's own fit", () =>
  expect(ids(similarTo({ field: "law", sector: "industry", topics: ["networking"] }, all, 2))).toBe("ba"));

test("a mark is put and taken away", () => {
  const put = toggled([mark], asa, true);
  expect(asSent(put)).toEqual({
    items: [
      { mentor_id: "c", tell_me: false },
      { mentor_id: "a", tell_me: false },
    ],
  });
  expect(toggled(put, cay, true).map(({ mentor_id }) => mentor_id)).toEqual(["a"]);
});
test("to be told is to save", () => {
  expect(telling([], bo, true)).toEqual([{ mentor_id: "b", name: "Bo Sørensen", tell_me: true, available: false }]);
  expect(telling([mark], cay, true)).toEqual([{ ...mark, tell_me: true }]);
});

const clock = { requests_opens: "2027-01-07T00:00:00Z", requests_closes: "2027-01-17T00:00:00Z" };
const now = "2027-01-10T00:00:00Z";
const profile = { participant_id: "a" };
const page = { available: true, against: [], profile };
const toA = (state: "declined" | "pending") => ({ state, mentor: { participant_id: "a", name: "" } });
type Situation = Parameters<typeof whyNot>[0];
const asked = (changed: object): Situation =>
  Object.assign({ mentor: page, clock, now, requests: [], matched: false }, changed);
test.each([
  ["nothing against it", {}, undefined],
  ["the very first moment", { now: clock.requests_opens }, undefined],
  ["too early", { now: "2027-01-06T23:59:59Z" }, "before"],
  ["too late", { now: clock.requests_closes }, "closed"],
  ["a mentor already", { matched: true }, "matched"],
  ["waiting for somebody", { requests: [toA("pending")] }, "pending"],
  ["this one has answered before", { requests: [toA("declined")] }, "answered"],
  ["another level", { mentor: { ...page, available: false, against: ["level"] } }, "level"],
  ["no room", { mentor: { ...page, available: false } }, "full"],
])("why not: %s", (_, changed, reason) => expect(whyNot(asked(changed))).toBe(reason));

test("those one has saved stand in one's own order, which two of them can exchange", () => {
  const three = ["b", "x", "a"].map((mentor_id) => ({ ...mark, mentor_id }));
  const saved = candidates(directory, { ...overlay, saved: three }, vocabulary);
  expect(ids(sorted(filtered(saved, { saved: "yes" }), { saved: "yes" }, "fi"))).toBe("ba");
  expect(ids(sorted(saved, {}, "fi"))).toBe("cab");
  expect(swapped(three, "a", "b").map(({ mentor_id }) => mentor_id)).toEqual(["a", "x", "b"]);
  expect(swapped(three, "a", "nobody")).toEqual(three);
});

test("a window that closes while the page stands open is closed there too", () => {
  const open = { window: "open" as const, closes: "2026-12-01T10:00:00Z" };
  expect(windowAt(open, "2026-12-01T09:59:59Z")).toBe("open");
  expect(windowAt(open, "2026-12-01T10:00:00Z")).toBe("closed");
  expect(shows(open, "2026-12-01T10:00:00Z")).toBe(false);
  expect(shows({ ...open, window: "preview" }, "2026-12-01T09:00:00Z")).toBe(true);
});
