import { describe, expect, test } from "vitest";
import { dayIn, daysLater, fromField, instantOf, timeIn, toField, wallTime, withTime } from "./localTime";

const helsinki = "Europe/Helsinki";

describe("instants and the clock on the wall", () => {
  test.each([
    ["winter", "2027-01-07T14:00:00", "2027-01-07T12:00:00Z"],
    ["summer", "2027-07-07T15:00:00", "2027-07-07T12:00:00Z"],
    ["midnight of the day that loses an hour", "2027-03-28T00:00:00", "2027-03-27T22:00:00Z"],
    ["the midnight after it", "2027-03-29T00:00:00", "2027-03-28T21:00:00Z"],
    ["midnight of the day that gains an hour", "2027-10-31T00:00:00", "2027-10-30T21:00:00Z"],
    ["the midnight after it", "2027-11-01T00:00:00", "2027-10-31T22:00:00Z"],
    ["the first of an hour that comes twice", "2027-10-31T03:30:00", "2027-10-31T00:30:00Z"],
  ])("%s", (_name, wall, instant) => {
    expect(instantOf(wall, helsinki)).toBe(instant);
    expect(wallTime(instant, helsinki)).toBe(wall);
  });
  test("an hour that does not come is an hour later", () =>
    expect(wallTime(instantOf("2027-03-28T03:30:00", helsinki), helsinki)).toBe("2027-03-28T04:30:00"));
  test("west of Greenwich", () =>
    expect(instantOf("2027-03-14T12:00:00", "America/New_York")).toBe("2027-03-14T16:00:00Z"));
});

describe("fields", () => {
  test("whole days are shown inclusively", () => {
    expect(toField("2027-01-06T22:00:00Z", "opens", helsinki)).toBe("2027-01-07");
    expect(toField("2027-01-16T22:00:00Z", "closes", helsinki)).toBe("2027-01-16");
  });
  test("a time within a day stays", () => {
    expect(toField("2027-01-16T12:00:00Z", "closes", helsinki)).toBe("2027-01-16T14:00");
    expect(toField("2027-01-16T12:00:09Z", "opens", helsinki)).toBe("2027-01-16T14:00:09");
  });
  test.each([
    "2027-03-27T22:00:00Z",
    "2027-03-28T21:00:00Z",
    "2027-10-30T21:00:00Z",
    "2027-10-31T22:00:00Z",
    "2027-01-16T12:00:00Z",
    "2026-12-31T22:00:00Z",
  ])("there and back: %s", (instant) => {
    for (const edge of ["opens", "closes"] as const)
      expect(fromField(toField(instant, edge, helsinki), edge, helsinki)).toBe(instant);
  });
  test("a zone whose summer time begins at midnight: the day begins at one", () => {
    const first = fromField("2018-11-04", "opens", "America/Sao_Paulo");
    expect(wallTime(first, "America/Sao_Paulo")).toBe("2018-11-04T01:00:00");
    expect(toField(first, "opens", "America/Sao_Paulo")).toBe("2018-11-04");
  });
  test("a day with its time, and without", () => {
    expect([dayIn("2027-01-16T14:00"), timeIn("2027-01-16T14:00")]).toEqual(["2027-01-16", "14:00"]);
    expect([dayIn("2027-01-16"), timeIn("2027-01-16"), timeIn("")]).toEqual(["2027-01-16", "", ""]);
    expect([withTime("2027-01-16", "14:00"), withTime("2027-01-16", "")]).toEqual(["2027-01-16T14:00", "2027-01-16"]);
  });
  test("days over the end of a month", () => expect(daysLater("2027-01-31", 1)).toBe("2027-02-01"));
});
