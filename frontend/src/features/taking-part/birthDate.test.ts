import { describe, expect, test } from "vitest";
import { birthDateIn, namesIn } from "./birthDate";

describe("a date of birth", () => {
  test("as it is written here", () => expect(birthDateIn(" 5.6.1987 ")).toBe("1987-06-05"));
  test("with spaces", () => expect(birthDateIn("05. 06. 1987")).toBe("1987-06-05"));
  test("as computers write it", () => expect(birthDateIn("1987-6-5")).toBe("1987-06-05"));
  test("of a leap year", () => expect(birthDateIn("29.2.1980")).toBe("1980-02-29"));
  test("that no year has", () => expect(birthDateIn("29.2.1981")).toBeUndefined());
  test("with two digits for the year", () => expect(birthDateIn("5.6.87")).toBeUndefined());
  test("that could be two days", () => expect(birthDateIn("5/6/1987")).toBeUndefined());
  test("nothing", () => expect(birthDateIn("")).toBeUndefined());
});

test("names are guessed from one name", () => {
  expect(namesIn("Maija Kaarina Virtanen")).toEqual({ given: "Maija Kaarina", family: "Virtanen" });
  expect(namesIn("Cher")).toEqual({ given: "", family: "Cher" });
});
