import { expect, test } from "vitest";
import { whyNot } from "./whyNot";

const clock = { requests_opens: "2027-01-06T22:00:00Z", requests_closes: "2027-01-16T22:00:00Z" };
const mentor = { participant_id: "m", name: "M", title: "", employer: "" };
const group = { state: "active", own: null, joining: true, free: 2, can_be_asked: true, mentors: [mentor] } as const;
type Situation = Parameters<typeof whyNot>[0];
const now = "2027-01-10T12:00:00Z";
const reason = (told: Partial<Situation["group"]> = {}, rest: Partial<Situation> = {}) =>
  whyNot({
    group: { ...group, mentors: [mentor], ...told },
    clock,
    now,
    requests: [],
    most: 1,
    matched: false,
    ...rest,
  });
const asked = (state: "pending" | "declined" | "released", of = "m") => ({
  state,
  mentor: { ...mentor, participant_id: of },
});

test("a group with room that takes people in can be asked", () => expect(reason()).toBeUndefined());
test("what one is to it comes before all else", () => {
  expect(reason({ own: "member", free: 0 })).toBe("member");
  expect(reason({ own: "asked" }, { requests: [asked("pending")] })).toBe("asked");
});
test("each thing that stands in the way has its own word", () => {
  expect(reason({ free: 0 })).toBe("full");
  expect(reason({ joining: false })).toBe("shut");
  expect(reason({ can_be_asked: false })).toBe("busy");
  expect(reason({ state: "ended" })).toBe("ended");
  expect(reason({}, { matched: true })).toBe("matched");
  expect(reason({}, { now: clock.requests_closes })).toBe("closed");
  expect(reason({}, { now: "2027-01-01T12:00:00Z" })).toBe("before");
});
test("a request that waits elsewhere, unless the programme lets several wait", () => {
  expect(reason({}, { requests: [asked("pending", "x")] })).toBe("pending");
  expect(reason({}, { requests: [asked("pending", "x")], most: 2 })).toBeUndefined();
});
test("a no of its mentor counts, one that nobody said does not", () => {
  expect(reason({}, { requests: [asked("declined")] })).toBe("answered");
  expect(reason({}, { requests: [asked("declined", "x"), asked("released")] })).toBeUndefined();
});
