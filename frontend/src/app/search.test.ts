import { expect, test } from "vitest";
import { parseSearch, stringifySearch } from "./search";

test("a number in the address stays a text", () => expect(parseSearch("?q=2024")).toEqual({ q: "2024" }));
test("there and back", () =>
  expect(parseSearch(stringifySearch({ q: "å & ö", shown: 60 }))).toEqual({ q: "å & ö", shown: "60" }));
test("what is not set leaves no trace", () => expect(stringifySearch({ q: undefined, topic: "" })).toBe(""));
