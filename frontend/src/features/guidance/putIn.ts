export type Insertion = { at: number; words: string };

/** How texts name a picture. */
export const nameInText = (key: string) => `![](picture:${key})`;

/**
 * Where a picture goes and what is written there: a paragraph of its own, or within the line where the cursor stands in the
 * midst of words.
 */
export function insertion(text: string, cursor: number, picture: string): Insertion {
  const before = text.slice(0, cursor);
  const after = text.slice(cursor);
  const line = {
    before: before.slice(before.lastIndexOf("\n") + 1).trim(),
    after: (after.split("\n", 1)[0] ?? "").trim(),
  };
  if (line.before && line.after) return { at: cursor, words: picture };
  const above = breaksAt([...before].reverse());
  return { at: cursor, words: above + picture + breaksAt([...after]) };
}

/** The line breaks that are missing to an empty line, by what stands there from the cursor on; none at an end of the text. */
function breaksAt(letters: readonly string[]): string {
  const breaks = letters.findIndex((letter) => letter !== "\n");
  return breaks === -1 ? "" : "\n".repeat(Math.max(0, 2 - breaks));
}

/** Writes a picture into a text at the cursor, as if it had been typed; at the end where there never was a cursor. */
export function putIn(area: HTMLTextAreaElement, picture: string, placed: boolean): void {
  const { at, words } = insertion(area.value, placed ? area.selectionEnd : area.value.length, picture);
  area.setRangeText(words, at, at, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
}
