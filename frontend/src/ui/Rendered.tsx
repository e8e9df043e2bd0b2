type RenderedProps = {
  html: string;
  lang?: string | undefined;
  className?: string;
  /** "span" within a line: an item of a checklist. */
  as?: "div" | "span";
};

/** HTML that the server made of Markdown, and cleaned (core/markdown.py): the one place where markup is taken as it is. */
export function Rendered({ html, lang, className, as: Tag = "div" }: RenderedProps) {
  if (!html) return null;
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the server's own cleaned HTML; no page makes any
  return <Tag className={className} lang={lang} dir="auto" dangerouslySetInnerHTML={{ __html: html }} />;
}
