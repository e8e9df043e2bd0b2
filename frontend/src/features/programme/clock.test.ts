import { i18n } from "@lingui/core";
import { beforeAll, describe, expect, test } from "vitest";
import { type ClockValues, clockOf, clockProblems, spansOf, valuesOfClock, zonedClock } from "./clockValues";
import { clockWarnings } from "./clockWarnings";
import { messages } from "./locales/en.po";
import { barsOf, monthsBetween } from "./timeline";

const zone = "Europe/Helsinki";
/** Mondays to Fridays, one after the other: nothing to warn of. */
const calm: ClockValues = {
  zone,
  mentor_signup_opens: "2026-11-02",
  mentor_signup_closes: "2027-01-08",
  mentee_signup_opens: "2026-11-02",
  mentee_signup_closes: "2027-01-22",
  requests_opens: "2027-01-11",
  requests_closes: "2027-01-22",
  running_opens: "2027-01-25",
  running_closes: "2027-06-15",
  halfway_on: "2027-04-01",
  feedback_closes: "2027-06-30",
};
const warned = (values: Partial<ClockValues>) => clockWarnings(clockOf({ ...calm, ...values }, undefined), zone);

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages }));

describe("form and clock", () => {
  const clock = clockOf(calm, undefined);
  test("whole days are half-open instants", () => {
    expect(clock.requests_opens).toBe("2027-01-10T22:00:00Z");
    expect(clock.requests_closes).toBe("2027-01-22T22:00:00Z");
    expect(clock.running_closes).toBe("2027-06-15T21:00:00Z");
    expect(clock.halfway_on).toBe("2027-04-01");
  });
  test("and come back as they were", () => expect(valuesOfClock({ clock, zone })).toEqual(calm));
  test("what is not touched stays the very instant", () => {
    const exact = { ...clock, requests_closes: "2027-01-22T10:00:00.250Z" };
    const values = { ...valuesOfClock({ clock: exact, zone }), running_closes: "2027-06-16" };
    expect(clockOf(values, { clock: exact, zone })).toEqual({ ...exact, running_closes: "2027-06-16T21:00:00Z" });
  });
  test("a time of day is that moment, at either end", () => {
    const timed = clockOf(
      { ...calm, requests_opens: "2027-01-11T09:00", requests_closes: "2027-01-22T12:00" },
      undefined,
    );
    expect(timed.requests_opens).toBe("2027-01-11T07:00:00Z");
    expect(timed.requests_closes).toBe("2027-01-22T10:00:00Z");
  });
  test("a whole day may become a time, and a time a whole day", () => {
    const base = { clock: clockOf({ ...calm, requests_closes: "2027-01-22T12:00" }, undefined), zone };
    const values = { ...valuesOfClock(base), requests_closes: "2027-01-22", running_closes: "2027-06-15T16:00" };
    expect(clockOf(values, base).requests_closes).toBe("2027-01-22T22:00:00Z");
    expect(clockOf(values, base).running_closes).toBe("2027-06-15T13:00:00Z");
  });
  test("in another zone the days stay", () => {
    const moved = zonedClock({ ...valuesOfClock({ clock, zone }), zone: "Europe/Lisbon" }, { clock, zone });
    expect(moved).toMatchObject({ zone: "Europe/Lisbon", requests_opens: "2027-01-11T00:00:00Z" });
    expect(valuesOfClock({ clock: moved, zone: "Europe/Lisbon" })).toEqual({ ...calm, zone: "Europe/Lisbon" });
  });
  test("students' sign-up may be left to its default", () => {
    const open = clockOf({ ...calm, mentee_signup_opens: "", mentee_signup_closes: "" }, undefined);
    expect([open.mentee_signup_opens, open.mentee_signup_closes]).toEqual([null, null]);
    expect(spansOf(open)[1]).toEqual({ ...spansOf(clock)[1], closes: clock.requests_closes });
  });
});

describe("problems", () => {
  const fields = (values: Partial<ClockValues>) => clockProblems({ ...calm, ...values }).map(({ field }) => field);
  test("none", () => expect(fields({})).toEqual([]));
  test("one day is a window", () => expect(fields({ requests_closes: "2027-01-11" })).toEqual([]));
  test("a window that ends before it begins", () =>
    expect(fields({ requests_closes: "2027-01-10" })).toEqual(["requests_closes"]));
  test("gaps", () => expect(fields({ running_opens: "" })).toEqual(["running_opens"]));
  test("a time without its day, also where nothing is needed", () =>
    expect(fields({ running_opens: "T12:00", mentee_signup_opens: "T12:00" })).toEqual([
      "mentee_signup_opens",
      "running_opens",
    ]));
  test("a window within a day", () =>
    expect(fields({ requests_opens: "2027-01-11T09:00", requests_closes: "2027-01-11T12:00" })).toEqual([]));
  test("a year that is still being typed", () =>
    expect(fields({ running_closes: "0002-06-15" })).toEqual(["running_closes"]));
  test("feedback ends last", () => expect(fields({ feedback_closes: "2027-06-01" })).toEqual(["feedback_closes"]));
});

describe("warnings", () => {
  test("nothing to warn of", () => expect(warned({})).toEqual([]));
  test("requests open while mentors still sign up", () =>
    expect(warned({ requests_opens: "2027-01-08" })).toContainEqual({ kind: "mentors_miss_requests" }));
  test("on the very day after is in order", () => expect(warned({ requests_opens: "2027-01-09" })).toEqual([]));
  test("students sign up too late to ask", () =>
    expect(warned({ mentee_signup_opens: "2027-01-12" })).toEqual([{ kind: "mentees_miss_requests" }]));
  test("mentoring begins before requests close", () =>
    expect(warned({ running_opens: "2027-01-22" })).toEqual([{ kind: "running_before_requests_close" }]));
  test("shorter than three days", () => {
    expect(warned({ requests_opens: "2027-01-21" })).toEqual([{ kind: "short", window: "requests" }]);
    expect(warned({ requests_opens: "2027-01-20" })).toEqual([]);
  });
  test("three days with an hour less are three days", () =>
    expect(warned({ running_closes: "2027-03-26", feedback_closes: "2027-03-29" })).toEqual([]));
  test("closing on a weekend", () => {
    expect(warned({ mentor_signup_closes: "2027-01-09" })).toEqual([{ kind: "weekend", window: "mentor_signup" }]);
    expect(warned({ requests_closes: "2027-01-24" })).toEqual([{ kind: "weekend", window: "requests" }]);
  });
});

describe("the timeline", () => {
  const bars = barsOf(spansOf(clockOf(calm, undefined)));
  test("begins with the first window and ends with the last", () => {
    expect(bars[0]?.start).toBe(0);
    expect(bars.at(-1)?.start).toBeGreaterThan(50);
    expect((bars.at(-1)?.start ?? 0) + (bars.at(-1)?.length ?? 0)).toBeCloseTo(100);
  });
  test("months where they begin in the zone", () =>
    expect(monthsBetween("2026-11-01T22:00:00Z", "2027-02-10T00:00:00Z", zone)).toEqual([
      "2026-11-30T22:00:00Z",
      "2026-12-31T22:00:00Z",
      "2027-01-31T22:00:00Z",
    ]));
});
