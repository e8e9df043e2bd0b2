import type { AffiliationKind, AttributeMapping, ProviderKind, ProviderPatch } from "../../api/coordination/types.gen";

/** What somebody can be at a home organisation, in the words of eduPerson. */
export const kinds: readonly AffiliationKind[] = [
  "student",
  "staff",
  "faculty",
  "employee",
  "alum",
  "member",
  "affiliate",
];

const isKind = (word: string): word is AffiliationKind => kinds.some((kind) => kind === word);

/** "All students = student", one a line. */
export const linesOf = (meant: AttributeMapping["kinds"]) =>
  Object.entries(meant ?? {})
    .map(([value, kind]) => `${value} = ${kind}`)
    .join("\n");

/** The lines that say something; a line that says nothing clear is named, so that nobody thinks it holds. */
export function readLines(lines: string): { meant: Record<string, AffiliationKind>; unclear: string[] } {
  const meant: Record<string, AffiliationKind> = {};
  const unclear: string[] = [];
  for (const line of lines.split("\n").filter((each) => each.trim())) {
    const at = line.lastIndexOf("=");
    const value = line.slice(0, at).trim();
    const kind = line
      .slice(at + 1)
      .trim()
      .toLowerCase();
    if (at > 0 && value && isKind(kind)) meant[value] = kind;
    else unclear.push(line.trim());
  }
  return { meant, unclear };
}

/** What the form says, as the server takes it: an empty field is none, an empty secret leaves the one that is kept. */
export function patchOf(text: (field: string) => string, kind: ProviderKind = "oidc"): ProviderPatch {
  const some = (field: string) => text(field) || null;
  const secret = text("client_secret");
  const metadata = text("metadata");
  return {
    name: text("name"),
    ...(kind === "oidc" && { client_id: some("client_id") }),
    ...(secret && { client_secret: secret }),
    ...(metadata && { metadata }),
    mapping: {
      name: some("name_attribute"),
      email: some("email_attribute"),
      affiliation: some("affiliation"),
      kinds: readLines(text("kinds")).meant,
      home_organisation: some("home_organisation"),
    },
  };
}
