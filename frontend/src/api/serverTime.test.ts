import { expect, test } from "vitest";
import { serverTime } from "./serverTime";

test("a clock that is two hours slow does not matter", () =>
  expect(
    serverTime("2027-01-07T12:00:00Z", Date.parse("2027-01-07T10:00:00Z"), Date.parse("2027-01-07T10:00:30Z")),
  ).toBe("2027-01-07T12:00:30.000Z"));
test("without an answer one's own clock has to do", () =>
  expect(serverTime(undefined, 0, Date.parse("2027-01-07T10:00:00Z"))).toBe("2027-01-07T10:00:00.000Z"));
