import { expect, test } from "vitest";
import {
  answerField,
  answerIn,
  differing,
  flagIn,
  listIn,
  moreLanguages,
  pick,
  read,
  textIn,
  typedBefore,
} from "./profileForm";

function form(...entries: [string, string][]): FormData {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value);
  return data;
}

test("texts are trimmed, and what was not chosen is nothing", () =>
  expect(
    read(["title", "field", "link", "exchange_until"], form(["title", "  Engineer "], ["field", ""], ["link", " "])),
  ).toEqual({
    title: "Engineer",
    field: null,
    link: null,
    exchange_until: null,
  }));
test("boxes are what is checked, and a form without any is an empty list", () => {
  expect(read(["topics", "doctorate"], form(["topics", "a"], ["topics", "b"], ["doctorate", "on"]))).toEqual({
    topics: ["a", "b"],
    doctorate: true,
  });
  expect(read(["topics", "doctorate"], form())).toEqual({ topics: [], doctorate: false });
});
test("another language joins the checked ones, once", () =>
  expect(read(["languages"], form(["languages", "fi"], [moreLanguages, "et"], [moreLanguages, "fi"]))).toEqual({
    languages: ["fi", "et"],
  }));
test("a year is a number; what is none goes to the server as it is", () => {
  const year = (text: string) => read(["graduation_year"], form(["graduation_year", text])).graduation_year;
  expect([year("2001"), year(""), year("last")]).toEqual([2001, null, "last"]);
});
test("answers by their question, the empty ones left out", () =>
  expect(read(["answers"], form([answerField("why"), " Because "], [answerField("how"), ""]))).toEqual({
    answers: { why: "Because" },
  }));
test("values of a profile or of a draft, whatever stands there", () => {
  const values = { a: 7, b: ["x"], c: true, answers: { why: "Because" } };
  expect([
    textIn(values, "a"),
    textIn(values, "b"),
    listIn(values, "b"),
    listIn(values, "a"),
    flagIn(values, "c"),
  ]).toEqual(["7", "", ["x"], [], true]);
  expect([answerIn(values, "why"), answerIn({ answers: [] }, "why")]).toEqual(["Because", ""]);
});
test("a broken draft is none", () => expect(["", "{", "[]", "7", '{"topics":[]}'].filter(typedBefore)).toEqual([]));
test("a draft says what was typed and what stood saved then", () => {
  const typed = { values: { goals: "mine" }, base: pick(["goals"], { goals: "before", name: "Venla" }) };
  expect(typedBefore(JSON.stringify(typed))).toEqual({ values: { goals: "mine" }, base: { goals: "before" } });
});
test("what was saved elsewhere with other words", () =>
  expect(differing({ a: "x", b: ["1"], c: null }, { a: "x", b: ["2"], c: "z", d: 1 })).toEqual(["b", "c"]));
