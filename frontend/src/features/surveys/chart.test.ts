import { expect, test } from "vitest";
import { barsOf } from "./chart";

const result = { key: "a", withheld: false, mean: null, texts: [] };

test("shares are of those who answered the question", () => {
  const counts = [
    { value: true, count: 2 },
    { value: false, count: 1 },
  ];
  expect(barsOf({ ...result, answered: 3, counts }, (value) => `it is ${value}`)).toEqual([
    { label: "it is true", count: 2, percent: 67 },
    { label: "it is false", count: 1, percent: 33 },
  ]);
});

test("where nobody answered there is nothing to share", () => {
  expect(barsOf({ ...result, answered: 0, counts: [{ value: 1, count: 0 }] }, String)[0]?.percent).toBe(0);
});
