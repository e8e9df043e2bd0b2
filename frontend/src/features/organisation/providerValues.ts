import type {
  AffiliationKind,
  AttributeMapping,
  ProviderKind,
  ProviderOut,
  ProviderPatch,
} from "../../api/coordination/types.gen";

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

/** What the form holds. */
export type ProviderValues = {
  name: string;
  client_id: string;
  client_secret: string;
  metadata: string;
  affiliation: string;
  kinds: string;
  home_organisation: string;
  name_attribute: string;
  email_attribute: string;
};

/** A secret and metadata are kept there and never shown: what is written in their fields replaces them. */
export const valuesOf = ({ name, client_id, mapping }: ProviderOut): ProviderValues => ({
  name,
  client_id: client_id ?? "",
  client_secret: "",
  metadata: "",
  affiliation: mapping.affiliation ?? "",
  kinds: linesOf(mapping.kinds),
  home_organisation: mapping.home_organisation ?? "",
  name_attribute: mapping.name ?? "",
  email_attribute: mapping.email ?? "",
});

/** What may wait in this tab's storage until it is sent: no secret. */
export const keepable = (values: ProviderValues): ProviderValues => ({ ...values, client_secret: "" });

/** What the form says, as the server takes it: an empty field is none, an empty secret leaves the one that is kept. */
export function patchOf(values: ProviderValues, kind: ProviderKind = "oidc"): ProviderPatch {
  const some = (field: keyof ProviderValues) => values[field].trim() || null;
  const secret = some("client_secret");
  const metadata = some("metadata");
  return {
    name: values.name.trim(),
    ...(kind === "oidc" && { client_id: some("client_id") }),
    ...(secret && { client_secret: secret }),
    ...(metadata && { metadata }),
    mapping: {
      name: some("name_attribute"),
      email: some("email_attribute"),
      affiliation: some("affiliation"),
      kinds: readLines(values.kinds).meant,
      home_organisation: some("home_organisation"),
    },
  };
}
