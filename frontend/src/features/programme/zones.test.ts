import { i18n } from "@lingui/core";
import { beforeAll, expect, test } from "vitest";
import { load } from "../../i18n/load";
import { messages } from "./locales/en.po";
import { likelyZone, showZone, zoneChoices } from "./zones";

beforeAll(async () => {
  await load("en");
  i18n.load("en", { ...messages });
});

test("a zone in words", () => {
  expect(showZone("Europe/Helsinki")).toBe("Helsinki (Eastern European Time)");
  expect(showZone("America/New_York")).toBe("New York (Eastern Time)");
});
test("all of them, by their cities", () => {
  const labels = zoneChoices("Europe/Helsinki").map(({ label }) => label);
  expect(labels.length).toBeGreaterThan(300);
  expect(labels).toEqual(labels.toSorted((a, b) => a.localeCompare(b, "en")));
});
test("the one that a programme has is there whatever its name, once", () => {
  const named = (zone: string) => zoneChoices(zone).filter(({ value }) => value === zone).length;
  expect([named("UTC"), named("Europe/Helsinki")]).toEqual([1, 1]);
});
test("a new programme is most likely where the organisation's latest is", () => {
  const programmes = [
    { organisation_id: "other", zone: "Asia/Tokyo" },
    { organisation_id: "own", zone: "Europe/Stockholm" },
    { organisation_id: "own", zone: "Europe/Helsinki" },
  ];
  expect(likelyZone(programmes, "own")).toBe("Europe/Stockholm");
  expect(likelyZone(programmes, "new")).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
});
