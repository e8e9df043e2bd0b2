import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { languages } from "../i18n/language";
import { load } from "../i18n/load";
import * as dates from "./dates";

const helsinki = "Europe/Helsinki";
/** 14.00 in Helsinki in winter, 15.00 in summer. */
const winter = "2027-01-07T12:00:00Z";
const summer = "2027-07-07T12:00:00Z";
/** Intl puts thin and non-breaking spaces where a line must not break. */
const plain = (text: string) => text.replace(/\s/g, " ");

beforeAll(() => load("en"));
afterEach(() => load("en"));

describe("instants", () => {
  test("a time names its place", () => expect(dates.showTime(winter, helsinki)).toBe("14.00 Helsinki"));
  test("summer time is the zone's business", () => expect(dates.showTime(summer, helsinki)).toBe("15.00 Helsinki"));
  test("another zone", () => expect(dates.showTime(winter, "America/New_York")).toBe("7.00 New York"));
  test("Swedish has its own name for Helsinki", async () => {
    await load("sv");
    expect(dates.showTime(winter, helsinki)).toBe("14.00 Helsingforstid");
  });
  test("a moment in Finnish", async () => {
    await load("fi");
    expect(plain(dates.showMoment(winter, helsinki))).toBe("torstaina 7. tammikuuta 2027 klo 14.00 Helsingin aikaa");
  });
  test("a day is the zone's day, not Greenwich's", () =>
    expect(dates.showDay("2027-01-07T23:00:00Z", helsinki)).toBe("8 January 2027"));
  test("a calendar day is the same everywhere", () =>
    expect(dates.showCalendarDay("2027-03-28")).toBe("28 March 2027"));
});

describe("windows", () => {
  const opens = "2027-01-06T22:00:00Z";
  const closes = "2027-01-16T22:00:00Z";
  test.each([
    ["en", "7–16 January 2027"],
    ["fi", "7.–16. tammikuuta 2027"],
    ["sv", "7–16 januari 2027"],
  ] as const)("whole days inclusively, in %s", async (language, text) => {
    await load(language);
    expect(plain(dates.showPeriod(opens, closes, helsinki))).toBe(text);
  });
  test("one whole day is that day", () =>
    expect(dates.showPeriod(opens, "2027-01-07T22:00:00Z", helsinki)).toBe("7 January 2027"));
  test("across the change to summer time", () =>
    expect(plain(dates.showPeriod("2027-03-26T22:00:00Z", "2027-03-29T21:00:00Z", helsinki))).toBe("27–29 March 2027"));
  test("closed within a day: with that time", () =>
    expect(plain(dates.showPeriod(opens, winter, helsinki))).toBe("7 January 2027 – 7 January 2027 at 14.00 Helsinki"));
  test("opened within a day: until the end of the last", () =>
    expect(plain(dates.showPeriod(winter, closes, helsinki))).toBe(
      "7 January 2027 at 14.00 Helsinki – 16 January 2027",
    ));
  test("the end is the last whole day", () => expect(dates.showEnd(closes, helsinki)).toBe("16 January 2027"));
  test("or the moment", () => expect(dates.showEnd(winter, helsinki)).toMatch(/7 January 2027.*14\.00 Helsinki$/));
});

describe("distances", () => {
  const at = (instant: string) => dates.showDistance(instant, winter, helsinki);
  test.each([
    ["2027-01-10T20:00:00Z", "in 3 days"],
    ["2027-01-08T06:00:00Z", "tomorrow"],
    ["2027-01-06T06:00:00Z", "yesterday"],
    ["2027-01-07T14:30:00Z", "in 2 hours"],
    ["2027-01-07T12:05:30Z", "in 5 minutes"],
    ["2027-01-28T12:00:00Z", "in 3 weeks"],
    ["2026-10-07T12:00:00Z", "3 months ago"],
  ])("%s is %s", (instant, words) => expect(at(instant)).toBe(words));
  test.each(languages)("no language lacks them: %s", async (language) => {
    await load(language);
    expect(at("2027-01-10T20:00:00Z")).toMatch(/3/);
  });
  test("midnights, not spans of 24 hours", () =>
    expect(dates.daysBetween("2027-03-27T23:00:00Z", "2027-03-28T21:30:00Z", helsinki)).toBe(1));
});
