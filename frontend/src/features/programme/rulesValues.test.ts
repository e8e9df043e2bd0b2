import { i18n } from "@lingui/core";
import { beforeAll, describe, expect, test } from "vitest";
import { messages } from "./locales/en.po";
import { patchOf, type RulesValues, ruleField, rulesProblems } from "./rulesValues";

const values: RulesValues = {
  contact_address: " mentoring@example.org ",
  places_max: "2",
  mentor_pending_max: "2",
  mentee_pending_max: "1",
  request_days: "5",
  reminder_days: "2, 4",
  grace_days: "1",
  groups: "instead",
  group_places_max: "5",
  mentor_admission: "approval",
  mentee_home_organisations: "aurora.example\n\nexample.org",
  mentee_affiliations: ["student"],
  directory_preview: true,
  staff_may_browse: false,
  texts_months: "6",
  identities_months: "24",
};
const fields = (change: Partial<RulesValues>) => rulesProblems({ ...values, ...change }).map(({ field }) => field);

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages }));

test("what is typed becomes a patch", () =>
  expect(patchOf(values)).toMatchObject({
    contact_address: "mentoring@example.org",
    rules: {
      reminder_days: [2, 4],
      mentee_home_organisations: ["aurora.example", "example.org"],
      grace_days: 1,
      groups: "instead",
    },
  }));
test("no reminders and no domains are none", () =>
  expect(patchOf({ ...values, reminder_days: " ", mentee_home_organisations: "" }).rules).toMatchObject({
    reminder_days: [],
    mentee_home_organisations: [],
  }));

describe("problems", () => {
  test("none", () => expect(fields({})).toEqual([]));
  test("the API's limits, in words", () =>
    expect(rulesProblems({ ...values, places_max: "21" })).toEqual([
      { field: "places_max", message: "Enter a number that is at most 20." },
    ]));
  test("an empty number is not nought", () => expect(fields({ grace_days: "" })).toEqual(["grace_days"]));
  test("one of several", () => expect(fields({ reminder_days: "2, x" })).toEqual(["reminder_days"]));
  test("a group of one is none", () => expect(fields({ group_places_max: "1" })).toEqual(["group_places_max"]));
  test("half a day", () => expect(fields({ request_days: "2.5" })).toEqual(["request_days"]));
  test("no address", () => expect(fields({ contact_address: "nobody" })).toEqual(["contact_address"]));
});

test("the server's places lead to fields", () => {
  expect(ruleField("rules.reminder_days.1")).toBe("reminder_days");
  expect(ruleField("contact_address")).toBe("contact_address");
});
