import { expect, test } from "vitest";
import { actFor } from "./act";

const first = { key: "k1", content: "Hello" };
test("a retry keeps its key", () => expect(actFor("Hello", first, () => "k2")).toBe(first));
test("other words are another act", () =>
  expect(actFor("Hello!", first, () => "k2")).toEqual({ key: "k2", content: "Hello!" }));
test("the first try gets a key", () => expect(actFor("Hello", undefined, () => "k1")).toEqual(first));
