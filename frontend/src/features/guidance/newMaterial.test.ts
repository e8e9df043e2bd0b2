import { expect, test } from "vitest";
import { languageOf, materialIn } from "./newMaterial";

const form = (...entries: [string, string][]) => {
  const made = new FormData();
  for (const [name, value] of entries) made.append(name, value);
  return made;
};

test("a form becomes a page, and what nobody knows is left out", () => {
  const filled = form(["title", " Rooms "], ["kind", "checklist"], ["roles", "mentor"], ["roles", "moon"]);
  expect(materialIn(filled, "fi", "Soon.")).toEqual({
    kind: "checklist",
    roles: ["mentor"],
    phases: [],
    language: "fi",
    words: { title: "Rooms", summary: "", body: "Soon." },
  });
  expect(materialIn(form(["kind", "moon"]), "fi", "").kind).toBe("page");
});

test("it begins in a language that the programme has", () => {
  expect(languageOf({ languages: ["sv", "fi"] })).toBe("sv");
});
