import { describe, expect, test } from "vitest";
import { namesIn, nextRoundsName, noNames } from "./newNames";

describe("the next round's name", () => {
  test.each([
    ["Mentorointi 2027", "Mentorointi 2028"],
    ["2027 spring", "2028 spring"],
    ["Mentorskap 2027–2028", "Mentorskap 2028–2029"],
    ["Mentoring 2027–28", "Mentoring 2028–29"],
    ["Mentoring 2098/99", "Mentoring 2099/00"],
    ["Aurora mentoring", "Aurora mentoring"],
    ["Room 12027", "Room 12027"],
    ["On 2027-01", "On 2027-01"],
  ])("%s", (name, next) => expect(nextRoundsName(name)).toBe(next));
});
test("names that have been given", () =>
  expect(namesIn({ ...noNames, name_fi: " Mentorointi ", name_sv: " " })).toEqual([["fi", "Mentorointi"]]));
