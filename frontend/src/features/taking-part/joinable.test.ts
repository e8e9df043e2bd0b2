import { expect, test } from "vitest";
import { signUpOf } from "./joinable";

const clock = {
  mentor_signup_opens: "2027-01-01T00:00:00Z",
  mentor_signup_closes: "2027-01-10T00:00:00Z",
  requests_opens: "2027-01-05T00:00:00Z",
  requests_closes: "2027-01-20T00:00:00Z",
  running_opens: "2027-01-20T00:00:00Z",
  running_closes: "2027-06-01T00:00:00Z",
  feedback_closes: "2027-06-15T00:00:00Z",
};
const at = (role: "mentor" | "mentee", now: string, more = {}) =>
  signUpOf({ clock: { ...clock, ...more } }, role, now).state;

test("a window is half-open", () =>
  expect(
    ["2026-12-31T23:59:59Z", "2027-01-01T00:00:00Z", "2027-01-10T00:00:00Z"].map((now) => at("mentor", now)),
  ).toEqual(["before", "open", "over"]));
test("students sign up from the mentors' opening until requests close, unless the programme says otherwise", () => {
  expect([at("mentee", "2027-01-01T00:00:00Z"), at("mentee", "2027-01-19T23:59:59Z")]).toEqual(["open", "open"]);
  const own = { mentee_signup_opens: "2027-01-03T00:00:00Z", mentee_signup_closes: "2027-01-04T00:00:00Z" };
  expect([at("mentee", "2027-01-02T00:00:00Z", own), at("mentee", "2027-01-04T00:00:00Z", own)]).toEqual([
    "before",
    "over",
  ]);
});
