import { i18n } from "@lingui/core";
import { beforeAll, expect, test } from "vitest";
import { storyFaults, storyIn } from "./storyValues";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

const form = (values: Record<string, string>) => {
  const made = new FormData();
  for (const [name, value] of Object.entries(values)) made.append(name, value);
  return made;
};
const told = {
  text: ` ${"It was good to be heard. ".repeat(3)} `,
  language: "fi",
  shown_as: "anonymous",
  consent: "on",
};

test("a story of some length that may be shown is sent", () => {
  expect(storyFaults(form(told))).toEqual([]);
  const sent = storyIn(form(told), 2);
  expect(sent).toMatchObject({ language: "fi", shown_as: "anonymous", consent: true, consent_version: 2 });
  expect(sent.text).toBe(told.text.trim());
});

test("without words or consent nothing is sent", () => {
  expect(storyFaults(form({ text: "Good." })).map(({ field }) => field)).toEqual(["text", "consent"]);
  expect(storyFaults(form({ ...told, text: "x".repeat(3001) })).map(({ field }) => field)).toEqual(["text"]);
});
