/** HTML that the server made of Markdown, and cleaned (core/markdown.py): the one place where markup is taken as it is. */
export function Rendered({ html, lang }: { html: string; lang?: string | undefined }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the server's own cleaned HTML; no page makes any
  return <div className="rendered" lang={lang} dir="auto" dangerouslySetInnerHTML={{ __html: html }} />;
}
