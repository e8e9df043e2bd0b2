import { expect, test } from "vitest";
import { blocksOf } from "./blocks";

test("paragraphs, with their line breaks", () =>
  expect(blocksOf("One\ntwo\n\nThree\n")).toEqual([
    { kind: "p", text: "One\ntwo" },
    { kind: "p", text: "Three" },
  ]));
test("steps", () => expect(blocksOf("1. Write\n2. Meet")).toEqual([{ kind: "ol", items: ["Write", "Meet"] }]));
test("a list after a sentence", () =>
  expect(blocksOf("Bring:\n- time\n- questions")).toEqual([
    { kind: "p", text: "Bring:" },
    { kind: "ul", items: ["time", "questions"] },
  ]));
test("a year that begins a line is no step", () =>
  expect(blocksOf("2027 was good")).toEqual([{ kind: "p", text: "2027 was good" }]));
test("marks of other languages stay what they are", () =>
  expect(blocksOf("<b>x</b> **y**")).toEqual([{ kind: "p", text: "<b>x</b> **y**" }]));
