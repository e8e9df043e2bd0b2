import { expect, test } from "vitest";
import { inDays } from "./expiries";

test("a token ends so many days from now", () =>
  expect(inDays("30", Date.parse("2026-11-26T10:00:00Z"))).toBe("2026-12-26T10:00:00.000Z"));
