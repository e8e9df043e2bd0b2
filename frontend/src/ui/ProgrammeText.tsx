import { blocksOf } from "./blocks";

/** What the organisers have written for everybody; `lang` where it is not the page's language. */
export function ProgrammeText({ text, lang }: { text: string; lang?: string | undefined }) {
  return (
    <div className="own-words" lang={lang} dir="auto">
      {blocksOf(text).map((block, i) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a text never change places
        if (block.kind === "p") return <p key={i}>{block.text}</p>;
        const List = block.kind;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a text never change places
          <List key={i}>
            {block.items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </List>
        );
      })}
    </div>
  );
}
