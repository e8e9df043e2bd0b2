import { expect, test } from "vitest";
import { found, lastUsedFirst } from "./providers";

const choice = (id: string, name: string, organisation_name = name) => ({ id, name, organisation_name });
const all = [choice("a", "Åbo Akademi"), choice("b", "Staff login", "Aalto University"), choice("c", "Hanken")];
const ids = (choices: { id: string }[]) => choices.map(({ id }) => id).join("");

test("the service that was used last comes first, one that is gone changes nothing", () => {
  expect(ids(lastUsedFirst(all, "c"))).toBe("cab");
  expect(ids(lastUsedFirst(all, "x"))).toBe("abc");
  expect(ids(lastUsedFirst(all, undefined))).toBe("abc");
});

test.each([
  ["abo", "a"],
  ["ÅBO akademi", "a"],
  ["university staff", "b"],
  ["  ", "abc"],
  ["nowhere", ""],
])("%s finds %s", (words, expected) => {
  expect(ids(found(all, words))).toBe(expected);
});
