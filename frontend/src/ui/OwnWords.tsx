/** What somebody has written themself: in their own direction, with their own paragraphs and line breaks. */
export function OwnWords({ text, lang }: { text: string; lang?: string | undefined }) {
  return (
    <div className="own-words">
      {text
        .trim()
        .split(/\n{2,}/)
        .map((paragraph, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of a text never change places
          <p key={i} dir="auto" lang={lang}>
            {paragraph}
          </p>
        ))}
    </div>
  );
}
