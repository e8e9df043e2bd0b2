import { expect, test } from "vitest";
import { insertion, nameInText } from "./putIn";

/** The text after a picture P was put in where | stands. */
function put(marked: string): string {
  const cursor = marked.indexOf("|");
  const text = marked.replace("|", "");
  const { at, words } = insertion(text, cursor, "P");
  return text.slice(0, at) + words + text.slice(at);
}

test.each([
  ["|", "P"],
  ["One.|", "One.\n\nP"],
  ["One.\n|", "One.\n\nP"],
  ["One.\n\n|", "One.\n\nP"],
  ["|One.", "P\n\nOne."],
  ["One.|\nTwo.", "One.\n\nP\n\nTwo."],
  ["One.\n|Two.", "One.\n\nP\n\nTwo."],
  ["One.\n\n|\n\nTwo.", "One.\n\nP\n\nTwo."],
  ["One.\n\n\n|Two.", "One.\n\n\nP\n\nTwo."],
])("a picture at an end of a line becomes a paragraph: %j", (marked, expected) => {
  expect(put(marked)).toBe(expected);
});

test("a picture in the midst of words stands among them", () => {
  expect(put("See | here.")).toBe("See P here.");
  expect(put("- One |two\n- Three")).toBe("- One Ptwo\n- Three");
});

test("a text names a picture by its key", () => {
  expect(nameInText("abcdefghij")).toBe("![](picture:abcdefghij)");
});
