/** A text of the organisers, as they type it: paragraphs, "- " lists and "1. " lists; nothing else is a mark. */
export type Block = { kind: "p"; text: string } | { kind: "ul" | "ol"; items: string[] };

export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  for (const line of text.trim().split("\n")) {
    const [, mark, item] = /^\s*([-*•]|\d+[.)])\s+(.+)$/.exec(line) ?? [];
    const last = blocks.at(-1);
    if (item !== undefined) {
      const kind = /\d/.test(mark ?? "") ? "ol" : "ul";
      if (last?.kind === kind) last.items.push(item);
      else blocks.push({ kind, items: [item] });
    } else if (line.trim() === "") blocks.push({ kind: "p", text: "" });
    else if (last?.kind === "p" && last.text) last.text += `\n${line}`;
    else blocks.push({ kind: "p", text: line });
  }
  return blocks.filter((block) => block.kind !== "p" || block.text);
}
