import type { EventIn, EventOut, Role } from "../../api/events/types.gen";
import type { FieldProblem } from "../../api/problem";

type Text = EventIn["texts"][number];
type Languages = readonly string[];
const bothRoles = ["mentor", "mentee"] satisfies Role[];

const isLanguage = (code: string): code is Text["language"] => code === "en" || code === "fi" || code === "sv";

/** What the fields of the form hold, by their names; several ticks of one name are parted by spaces. */
export type EventValues = Record<string, string>;

const ownFields = [
  "starts",
  "ends",
  "sign_up_closes",
  "place_kind",
  "place",
  "link",
  "language",
  "roles",
  "audience",
  "recommended_for",
  "capacity",
];

/** The names of all fields, in the order in which the form has them. */
export const fieldsOf = (languages: Languages): string[] => [
  ...languages.flatMap((language) => [`title-${language}`, `description-${language}`]),
  ...ownFields,
];

export const valuesIn = (data: FormData, languages: Languages): EventValues =>
  Object.fromEntries(fieldsOf(languages).map((name) => [name, data.getAll(name).join(" ").trim()]));

/** What the form of a new event begins with. */
export const newEvent = (languages: Languages): EventValues => ({
  language: languages[0] ?? "en",
  place_kind: "on_campus",
  audience: "everybody",
});

/** What an event puts into the fields. */
export function valuesOf(event: EventOut, languages: Languages): EventValues {
  const words = languages.flatMap((language) => {
    const found = event.texts.find((each) => each.language === language);
    return [
      [`title-${language}`, found?.title ?? ""],
      [`description-${language}`, found?.description ?? ""],
    ];
  });
  return {
    ...Object.fromEntries(words),
    starts: toMinute(event.starts_local),
    ends: toMinute(event.ends_local),
    sign_up_closes: closesIn(event),
    place_kind: event.place_kind,
    place: event.place,
    link: event.link ?? "",
    language: event.language,
    roles: bothRoles.filter((role) => event.roles.includes(role)).join(" "),
    audience: event.audience,
    recommended_for: event.recommended_for ?? "",
    capacity: event.capacity ? String(event.capacity) : "",
  };
}

export const rolesIn = ({ roles = "" }: EventValues): Role[] =>
  bothRoles.filter((role) => roles.split(" ").includes(role));

/** What a form holds, as the API takes it. A language without any words is left out, a field that is empty is none. */
export function bodyOf(values: EventValues, languages: Languages): EventIn {
  const text = (name: string) => values[name] ?? "";
  const spoken = text("language");
  return {
    texts: textsIn(values, languages),
    language: isLanguage(spoken) ? spoken : "en",
    place_kind: text("place_kind") === "online" ? "online" : "on_campus",
    place: text("place"),
    link: text("link") || null,
    starts: text("starts"),
    ends: text("ends"),
    sign_up_closes: text("sign_up_closes") || null,
    capacity: text("capacity") ? Number(text("capacity")) : null,
    roles: rolesIn(values),
    audience: text("audience") === "matched" ? "matched" : "everybody",
    recommended_for: text("recommended_for") ? "new" : null,
  };
}

function textsIn(values: EventValues, languages: Languages): Text[] {
  return languages.filter(isLanguage).flatMap((language) => {
    const [title = "", description = ""] = [values[`title-${language}`], values[`description-${language}`]];
    return title || description ? [{ language, title, description }] : [];
  });
}

/** What is missing before anything is sent: the server would say it of fields that an empty one does not even reach. */
export function missingIn(body: EventIn, languages: Languages): string[] {
  const fields = [];
  if (body.texts.length === 0) fields.push(`title-${languages[0]}`);
  if (!body.starts) fields.push("starts");
  if (!body.ends) fields.push("ends");
  if (body.roles.length === 0) fields.push("roles");
  return fields;
}

/** The server names texts by their number, the form by their language. */
export function inForm(problems: readonly FieldProblem[], body: EventIn, languages: Languages): FieldProblem[] {
  return problems.map(({ field, message }) => {
    const [list, number, name] = field.split(".");
    if (list !== "texts") return { field, message };
    const language = body.texts[Number(number)]?.language ?? languages[0];
    return { field: `${name ?? "title"}-${language}`, message };
  });
}

/** What the field of the end of sign-up shows: nothing where it is the beginning. */
export const closesIn = (event: Pick<EventOut, "starts_local" | "sign_up_closes_local">) =>
  event.sign_up_closes_local === event.starts_local ? "" : toMinute(event.sign_up_closes_local);

/** "2027-01-28T16:00:00" as a field of date and time holds it. */
export const toMinute = (local: string) => local.slice(0, 16);
