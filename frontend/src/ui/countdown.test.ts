import { beforeAll, expect, test } from "vitest";
import { load } from "../i18n/load";
import { left, showLeft } from "./countdown";

const hour = 3_600_000;
test("days and hours", () =>
  expect(left(51 * hour + 59_000)).toEqual([
    ["day", 2],
    ["hour", 3],
  ]));
test("the last hour, by the second", () => expect(left(hour - 500)).toEqual([["hour", 1]]));
test("the last minute", () => expect(left(59_000)).toEqual([["second", 59]]));
test("an empty smaller unit is left out", () => expect(left(48 * hour)).toEqual([["day", 2]]));
test("never less than nothing", () => expect(left(-5000)).toEqual([["second", 0]]));

beforeAll(() => load("fi"));
test("in words", () => expect(showLeft(51 * hour).replace(/\s/g, " ")).toBe("2 päivää ja 3 tuntia"));
