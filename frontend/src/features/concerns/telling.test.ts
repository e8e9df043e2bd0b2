import { expect, it } from "vitest";
import { faultsOf, firstChosen } from "./telling";

it("everybody is chosen at first but whoever is in the match", () => {
  const person = (id: string, partner = false) => ({ person_id: id, name: id, partner });
  expect(firstChosen({ recipients: [person("a"), person("b", true), person("c")] })).toEqual(["a", "c"]);
});

it("it goes with words, to two at least", () => {
  expect(faultsOf("Hello", ["a", "b"], 2)).toEqual([]);
  expect(faultsOf("  ", ["a"], 2)).toEqual(["no_words", "too_few"]);
  expect(faultsOf("😀".repeat(5000), ["a", "b"], 2)).toEqual([]);
  expect(faultsOf("x".repeat(5001), ["a", "b"], 2)).toEqual(["too_long"]);
});
