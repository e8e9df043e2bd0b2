import { expect, it } from "vitest";
import { wayBack } from "./wayBack";

const clock = { requests_opens: "2027-01-20T00:00:00Z", requests_closes: "2027-01-27T00:00:00Z" };
const own = { state: "active" } as const;

it("leads to a new pair while the time for asking lasts, whose end does not belong to it", () => {
  expect(wayBack({ own, clock, now: "2027-01-19T23:59:59Z" })).toBe("later");
  expect(wayBack({ own, clock, now: "2027-01-20T00:00:00Z" })).toBe("open");
  expect(wayBack({ own, clock, now: "2027-01-26T23:59:59Z" })).toBe("open");
  expect(wayBack({ own, clock, now: "2027-01-27T00:00:00Z" })).toBe("over");
});

it("is none for whoever takes part no more", () => {
  expect(wayBack({ own: { state: "left" }, clock, now: clock.requests_opens })).toBe("none");
  expect(wayBack({ own: null, clock, now: clock.requests_opens })).toBe("none");
  expect(wayBack({ own: { state: "paused" }, clock, now: clock.requests_opens })).toBe("open");
});
