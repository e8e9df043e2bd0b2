import type { EventIn, EventOut, Role } from "../../api/events/types.gen";
import type { FieldProblem } from "../../api/problem";

type Text = EventIn["texts"][number];
type Languages = readonly string[];

const isLanguage = (code: string): code is Text["language"] => code === "en" || code === "fi" || code === "sv";

/** What a form holds, as the API takes it. A language without any words is left out, a field that is empty is none. */
export function bodyOf(data: FormData, languages: Languages): EventIn {
  const text = (name: string) => String(data.get(name) ?? "").trim();
  const chosen = data.getAll("roles");
  const roles = (["mentor", "mentee"] satisfies Role[]).filter((role) => chosen.includes(role));
  const spoken = text("language");
  return {
    texts: textsIn(data, languages),
    language: isLanguage(spoken) ? spoken : "en",
    place_kind: text("place_kind") === "online" ? "online" : "on_campus",
    place: text("place"),
    link: text("link") || null,
    starts: text("starts"),
    ends: text("ends"),
    sign_up_closes: text("sign_up_closes") || null,
    capacity: text("capacity") ? Number(text("capacity")) : null,
    roles,
    audience: text("audience") === "matched" ? "matched" : "everybody",
    recommended_for: data.get("recommended_for") ? "new" : null,
  };
}

function textsIn(data: FormData, languages: Languages): Text[] {
  return languages.filter(isLanguage).flatMap((language) => {
    const [title = "", description = ""] = ["title", "description"].map((name) =>
      String(data.get(`${name}-${language}`) ?? "").trim(),
    );
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
