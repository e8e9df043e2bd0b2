import { beforeAll, expect, test } from "vitest";
import type { ProgrammeOut } from "../api/generated/types.gen";
import { aClock, aProgramme, aText } from "../factories/programme";
import { load } from "../i18n/load";
import { programmeName } from "./programmeName";

beforeAll(() => load("en"));

const round = (id: string, organisation: string, opens: string, closes: string, name = "Mentoring") =>
  aProgramme({
    id,
    organisation_id: organisation,
    organisation_name: organisation,
    clock: aClock({ running_opens: opens, running_closes: closes }),
    texts: [aText({ name })],
  });
const last = round("1", "Aurora", "2026-01-06T22:00:00Z", "2026-06-16T21:00:00Z");
const next = round("2", "Aurora", "2027-01-06T22:00:00Z", "2027-06-16T21:00:00Z");
const city = round("3", "City of Espoo", "2027-01-06T22:00:00Z", "2027-06-16T21:00:00Z");
const other = round("4", "Aurora", "2027-01-06T22:00:00Z", "2027-06-16T21:00:00Z", "Alumni");
const names = (...all: ProgrammeOut[]) => all.map((each) => programmeName(each, all).replaceAll(/\s/g, " "));

test("a name of its own is enough", () => expect(names(last, other)).toEqual(["Mentoring", "Alumni"]));
test("two rounds of one name have their days with it", () =>
  expect(names(last, next)).toEqual(["Mentoring (7 Jan – 16 Jun 2026)", "Mentoring (7 Jan – 16 Jun 2027)"]));
test("two organisations' programmes of one name have these", () =>
  expect(names(next, city, other)).toEqual(["Mentoring (Aurora)", "Mentoring (City of Espoo)", "Alumni"]));
test("two rounds and another organisation's: each what tells it apart", () =>
  expect(names(next, last, city).map((name) => name.slice(11, 15))).toEqual(["7 Ja", "7 Ja", "City"]));
