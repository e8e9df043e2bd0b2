import { expect, test } from "vitest";
import { charactersLeft, worthSaying } from "./characters";

test("letters with dots and emoji are one each", () => expect(charactersLeft("äö👋", 10)).toBe(7));
test("too many are below zero", () => expect(charactersLeft("abc", 2)).toBe(-1));
test("only the last fifth is said", () => {
  expect(worthSaying(21, 100)).toBe(false);
  expect(worthSaying(20, 100)).toBe(true);
});
