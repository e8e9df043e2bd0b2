import { i18n } from "@lingui/core";
import { expect, test } from "vitest";
import { attention, responseRate, titleIn, titlesOf } from "./attention";

const zone = "Europe/Helsinki";
const now = "2027-04-10T09:00:00Z";
const survey = { state: "open", opens_at: "2027-04-01T06:00:00Z", closes_at: "2027-04-20T21:00:00Z" };

test("a survey closes soon when three midnights or fewer are left in the programme’s zone", () => {
  expect(attention(survey, now, zone)).toBe("open");
  expect(attention({ ...survey, closes_at: "2027-04-13T20:59:00Z" }, now, zone)).toBe("closing");
  expect(attention({ ...survey, closes_at: "2027-04-13T21:00:00Z" }, now, zone)).toBe("open");
  expect(attention({ ...survey, closes_at: "2027-04-10T10:00:00Z" }, now, zone)).toBe("closing");
});

test("a draft is late from the moment at which it was to open", () => {
  expect(attention({ ...survey, state: "draft", opens_at: "2027-04-10T09:00:01Z" }, now, zone)).toBe("unpublished");
  expect(attention({ ...survey, state: "draft", opens_at: now }, now, zone)).toBe("late");
});

test("a response rate is of those who were asked, also when nobody was", () => {
  expect(responseRate(1, 3)).toBe(33);
  expect(responseRate(0, 0)).toBe(0);
});

test("a title is the page’s, else the first of its own, and says which language it is in", () => {
  i18n.activate("en");
  const both = { fi: "Infotilaisuus", en: "Briefing" };
  expect(titleIn(titlesOf(both))).toEqual({ text: "Briefing", lang: "en" });
  expect(titleIn(titlesOf({ en: "", fi: "Infotilaisuus" }))).toEqual({ text: "Infotilaisuus", lang: "fi" });
  expect(titleIn([])).toEqual({ text: "" });
});
