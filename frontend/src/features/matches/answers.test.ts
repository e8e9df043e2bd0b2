import { describe, expect, it } from "vitest";
import type { AgreementOut } from "../../api/agreements/types.gen";
import { beginningOf, differing, notSigned, sentOf, tooLong } from "./answers";

const field = (key: string, answer = "", beginning = "") =>
  ({ kind: "field", key, label: `Field ${key}`, answer, beginning }) as const;
const form: AgreementOut["form"] = [
  { kind: "text", html: "<p>x</p>" },
  field("1", "Goals"),
  field("2", "", "Once a month"),
];
const newest: AgreementOut["newest"] = { number: 1, language: "en", parts: [], signatures: [] };

describe("answers", () => {
  it("begin with the template's words before the first version, and with what was agreed after it", () => {
    expect(beginningOf({ form, newest: null })).toEqual({ 1: "", 2: "Once a month" });
    expect(beginningOf({ form, newest })).toEqual({ 1: "Goals", 2: "" });
  });

  it("are sent for the fields of the form alone, without what is empty", () => {
    expect(sentOf(form, { 1: " Goals ", 2: " ", 3: "of another language" })).toEqual({ 1: "Goals" });
  });

  it("differ where something else was saved", () => {
    expect(differing(form, { 1: "Goals ", 2: "Weekly" }).map(({ key }) => key)).toEqual(["2"]);
  });

  it("are too long by letters, not by halves of them", () => {
    expect(tooLong(form, { 1: "😀".repeat(4000) })).toEqual([]);
    expect(tooLong(form, { 1: "a".repeat(4001) }).map(({ key }) => key)).toEqual(["1"]);
  });
});

it("whoever has no moment has not signed", () => {
  const one = { participant_id: "a", name: "A", role: "mentor", mine: true, signed_at: null } as const;
  const other = { ...one, participant_id: "b", name: "B", signed_at: "2027-01-20T10:00:00Z" };
  expect(notSigned({ signatures: [one, other] })).toEqual([one]);
});
