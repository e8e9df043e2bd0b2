import { i18n } from "@lingui/core";
import { beforeAll, expect, test } from "vitest";
import { onTheWall, parts, showMeetingTime, wallTime } from "./meetingTimes";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

test("a wall time needs its day and its hour", () => {
  expect(wallTime("2027-02-03", "16:00")).toBe("2027-02-03T16:00:00");
  expect(wallTime("2027-02-03", "16:00:30")).toBe("2027-02-03T16:00:00");
  expect(wallTime("", "16:00")).toBeUndefined();
  expect(wallTime("2027-02-03", "")).toBeUndefined();
});

test("what clocks show follows summer time", () => {
  expect(onTheWall("2027-02-03T14:00:00Z", "Europe/Helsinki")).toEqual({ day: "2027-02-03", hour: "16:00" });
  expect(onTheWall("2027-07-03T21:30:00Z", "Europe/Helsinki")).toEqual({ day: "2027-07-04", hour: "00:30" });
});

test("somebody elsewhere sees their own clock and the other's", () => {
  const at = "2027-02-03T14:00:00Z";
  expect(showMeetingTime(at, "Europe/Helsinki", "Europe/Helsinki")).toMatch(/16\.00/);
  expect(showMeetingTime(at, "Europe/Helsinki", "Europe/Helsinki")).not.toMatch(/\(/);
  expect(showMeetingTime(at, "Europe/Helsinki", "America/New_York")).toMatch(/9\.00.*New York.*\(16\.00.*\)/);
  expect(showMeetingTime(at, "Europe/Helsinki", "Europe/Mariehamn")).not.toMatch(/\(/);
});

test("minutes are hours and minutes", () => {
  expect(parts(135)).toEqual({ hours: 2, minutes: 15 });
  expect(parts(45)).toEqual({ hours: 0, minutes: 45 });
});
