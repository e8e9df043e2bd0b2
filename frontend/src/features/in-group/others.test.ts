import { i18n } from "@lingui/core";
import { beforeAll, describe, expect, test } from "vitest";
import type { MatchMemberOut } from "../../api/generated/types.gen";
import { messages } from "./locales/en.po";
import { endsWith, othersIn } from "./others";
import { partingWords } from "./partingWords";

const member = (name: string, role: MatchMemberOut["role"]): MatchMemberOut => ({
  participant_id: name,
  name,
  role,
  contact: null,
  shares_contact: false,
});
const [aino, sami, maija, otso] = [
  member("Aino", "mentee"),
  member("Sami", "mentee"),
  member("Maija", "mentor"),
  member("Otso", "mentor"),
];
const ofGroup = (...members: MatchMemberOut[]) => ({ members });

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages }));

test("the others, those who lead first", () => {
  expect(othersIn(ofGroup(aino, sami, maija), "Sami").map(({ name }) => name)).toEqual(["Maija", "Aino"]);
  expect(othersIn(ofGroup(aino, maija), undefined)).toHaveLength(2);
});
test("a group ends with its last mentor only", () => {
  expect(endsWith(ofGroup(aino, sami, maija), "Maija")).toBe(true);
  expect(endsWith(ofGroup(maija), "Maija")).toBe(true);
  expect(endsWith(ofGroup(aino, maija, otso), "Maija")).toBe(false);
  expect(endsWith(ofGroup(aino, maija), "Aino")).toBe(false);
});

describe("words at parting", () => {
  const first = (members: MatchMemberOut[], id: string) => partingWords(ofGroup(...members), id).follows[0];
  test("a mentee's are told to the mentors", () =>
    expect(first([aino, sami, maija, otso], "Sami")).toContain("Maija and Otso."));
  test("a mentor's to everybody", () => expect(first([aino, maija, otso], "Otso")).toContain("Maija and Aino"));
  test("the last mentor ends it for all", () =>
    expect(first([aino, sami, maija], "Maija")).toContain("ends for everybody"));
  test("with nobody in it there is nobody to write to", () =>
    expect(partingWords(ofGroup(maija), "Maija").farewell).toBeUndefined());
});
