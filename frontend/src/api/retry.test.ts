import { expect, test } from "vitest";
import { pauseBeforeRetry, worthRetrying } from "./retry";

test("a lost connection and a resting server are tried again, twice", () => {
  expect(worthRetrying(0, new TypeError())).toBe(true);
  expect(worthRetrying(1, { code: "unavailable", status: 503 })).toBe(true);
  expect(worthRetrying(2, new TypeError())).toBe(false);
});
test("a refusal is not", () => {
  expect(worthRetrying(0, { code: "not_found", status: 404 })).toBe(false);
  expect(worthRetrying(0, { code: "mentor_full", status: 409 })).toBe(false);
});
test("never sooner than the server asked for", () =>
  expect(pauseBeforeRetry(0, { code: "too_many_requests", status: 429, retryAfter: 20 }, () => 0)).toBe(20_000));
test("otherwise longer each time, and spread out", () => {
  expect(pauseBeforeRetry(0, new TypeError(), () => 0)).toBe(1000);
  expect(pauseBeforeRetry(2, new TypeError(), () => 1)).toBe(6000);
});
