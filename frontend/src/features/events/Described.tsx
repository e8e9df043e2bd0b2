/** A description as the server rendered and cleaned it (core/markdown.py): the one way from Markdown to a page. */
export function Described({ html, language }: { html: string; language: string }) {
  if (!html) return null;
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: the server takes no HTML from anybody and cleans what it makes
    <div className="own-words" lang={language} dir="auto" dangerouslySetInnerHTML={{ __html: html }} />
  );
}
