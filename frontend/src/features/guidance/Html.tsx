import "./guidance.css";

/** Markdown that the server has made into HTML and cleaned: the one way in which a text of others becomes markup. */
export function Html({ html, lang }: { html: string; lang?: string | undefined }) {
  if (!html) return null;
  // biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned by core/markdown.py, which takes no HTML either
  return <div className="guidance-text" lang={lang} dir="auto" dangerouslySetInnerHTML={{ __html: html }} />;
}

/** The same within a line: an item of a checklist. */
export function InlineHtml({ html }: { html: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned by core/markdown.py, which takes no HTML either
  return <span dir="auto" dangerouslySetInnerHTML={{ __html: html }} />;
}
