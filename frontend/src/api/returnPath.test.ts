import { expect, test } from "vitest";
import { returnPath } from "./returnPath";

const back = (wanted: string | undefined) => returnPath(wanted, "https://kisalli.example");

test("the page that somebody wanted, with its search", () =>
  expect(back("/mentors?q=energy&saved=yes")).toBe("/mentors?q=energy&saved=yes"));
test("the front page when nothing was wanted", () => expect(back(undefined)).toBe("/"));
test("not in a circle", () => expect(back("/sign-in?next=%2F")).toBe("/"));
test.each([
  "https://evil.example/",
  "//evil.example/",
  "/\\evil.example",
  "/\t/evil.example",
  "\\\\evil.example",
  "javascript:alert(1)",
  "evil.example",
  "https://kisalli.example/mentors",
])("nothing but a path: %s", (wanted) => expect(back(wanted)).toBe("/"));
test("slashes that add up to another host", () => expect(back("/.//evil.example")).toBe("/evil.example"));
