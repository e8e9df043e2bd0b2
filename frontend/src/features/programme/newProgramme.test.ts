import { i18n } from "@lingui/core";
import { beforeAll, expect, test } from "vitest";
import { load } from "../../i18n/load";
import { messages } from "./locales/en.po";
import { type NewValues, newField, newFieldName, newProblems, newValues, programmeOf } from "./newProgramme";

beforeAll(async () => {
  await load("en");
  i18n.load("en", { ...messages });
});

const values: NewValues = {
  ...newValues("o", "Europe/Stockholm"),
  name_sv: "Mentorskap",
  contact_address: " hej@example.org ",
  mentor_signup_opens: "2027-01-01",
  mentor_signup_closes: "2027-01-10",
  requests_opens: "2027-01-11T09:00",
  requests_closes: "2027-01-22",
  running_opens: "2027-01-25",
  running_closes: "2027-06-15",
  feedback_closes: "2027-06-30",
};

test("a programme is where its form says, in the languages that it has names in", () => {
  const { zone, languages, texts, clock, contact_address: address } = programmeOf(values);
  expect([zone, languages, address]).toEqual(["Europe/Stockholm", ["sv"], "hej@example.org"]);
  expect(texts).toEqual({ sv: { name: "Mentorskap" } });
  expect(clock).toMatchObject({ requests_opens: "2027-01-11T08:00:00Z", requests_closes: "2027-01-22T23:00:00Z" });
});
test("nothing is missing in it, and much in an empty one", () => {
  expect(newProblems(values)).toEqual([]);
  const fields = newProblems(newValues("o", "Europe/Stockholm")).map(({ field }) => field);
  expect(fields).toEqual(expect.arrayContaining(["name_fi", "contact_address", "requests_closes"]));
  expect(fields).not.toContain("mentee_signup_opens");
});
test("every field that the server may find wrong has a name", () => {
  const places = ["zone", "organisation_id", "contact_address", "texts.sv.name", "clock.requests_closes"];
  expect(places.map((place) => newFieldName(newField(place)))).toEqual([
    "Time zone",
    "Organisation",
    "Contact address",
    "Name of the programme, Swedish",
    "Requests: last day",
  ]);
});
