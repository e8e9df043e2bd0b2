import { i18n } from "@lingui/core";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { capitalised, labelOf, languageName, listed } from "./labels";
import { load } from "./load";

const choices = [
  { key: "law", label: { en: "Law", fi: "Oikeustiede" } },
  { key: "art", label: { fi: "Taide" } },
];
beforeAll(() => load("en"));

describe("in Finnish", () => {
  beforeEach(() => load("fi"));
  afterEach(() => i18n.activate("en"));
  test("the label in the page's language", () => expect(labelOf(choices, "law")).toBe("Oikeustiede"));
  test("languages as they stand in a sentence", () => expect(languageName("sv")).toBe("ruotsi"));
  test("languages that the service itself does not speak", () => expect(languageName("uk")).toBe("ukraina"));
  test("a list", () => expect(listed(["a", "b", "c"])).toBe("a, b ja c"));
  test("a capital of its own", () => expect(capitalised("äiti")).toBe("Äiti"));
});
test("a label in another language is better than a key", () => expect(labelOf(choices, "art")).toBe("Taide"));
test("and a key is better than nothing", () => expect(labelOf(choices, "gone")).toBe("gone"));
