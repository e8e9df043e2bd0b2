import { expect, test } from "vitest";
import { cutIn, viewOf } from "./cuts";

test("an address says how the results are split, or that it shows none", () => {
  for (const cut of [null, "role", "language"] as const) expect(cutIn(viewOf(cut))).toBe(cut);
  expect([cutIn(undefined), cutIn("elsewhere")]).toEqual([undefined, undefined]);
});
