import type { TermsOut } from "../../api/account/types.gen";

/** One wording, whole; what it stands in gives it its title. */
export function TermsText({ sections, headings: Heading }: Pick<TermsOut, "sections"> & { headings: "h3" | "h4" }) {
  return sections.map(({ heading, paragraphs }) => (
    <section key={heading}>
      {heading && <Heading>{heading}</Heading>}
      {paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </section>
  ));
}
