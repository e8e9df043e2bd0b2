import { i18n } from "@lingui/core";
import { beforeEach, expect, test } from "vitest";
import type { PaperOut } from "../../api/certificates/types.gen";
import { factsOf, said } from "./facts";

const paper: PaperOut = {
  code: "ABCD-EFGH-JKLM-NPQR",
  name: "Maija Virtanen",
  role: "mentor",
  organisation: "Example University",
  names: { fi: "Mentorointi 2026" },
  roles: { en: "mentor", fi: "mentori", sv: "mentor" },
  begins_on: "2026-01-20",
  ends_on: "2026-06-30",
  meetings_held: null,
  issued_on: "2026-07-01",
};

beforeEach(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

test("a text comes in the page's language, else in one that there is", () => {
  expect(said(paper.roles)).toBe("mentor");
  expect(said(paper.names)).toBe("Mentorointi 2026");
  expect(said({})).toBe("");
});

test("meetings are told where somebody has counted them", () => {
  const told = (meetings_held: number | null) => factsOf({ ...paper, meetings_held }).map(([, value]) => value)[4];
  expect([told(6), told(0), told(null)]).toEqual(["6", null, null]);
});

test("days are the paper's, whatever zone one is in", () =>
  expect(factsOf(paper).map(([, value]) => value)[3]).toBe("20 January 2026 – 30 June 2026"));
