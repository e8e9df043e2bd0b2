import { t } from "@lingui/core/macro";
import type { GroupIn, GroupOut } from "../../api/groups/types.gen";
import type { FieldProblem } from "../../api/problem";
import { charactersLeft } from "../../ui/characters";

/** As the API has them. */
export const limits = { theme: 120, description: 3000, languages: 10, least: 2, mentors: 5 };

export type GroupField = keyof Required<GroupIn>;
type Values = Required<GroupIn>;

export const emptyGroup = (most: number): Values => ({
  theme: "",
  description: "",
  languages: [],
  places: Math.min(4, most),
  mentor_places: 1,
  joining: true,
});

export const valuesOf = ({ theme, description, languages, places, mentor_places, joining }: GroupOut): Values => ({
  theme,
  description,
  languages,
  places,
  mentor_places,
  joining,
});

/** What the form holds. */
export function readGroup(form: FormData): Values {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  return {
    theme: text("theme"),
    description: text("description"),
    languages: form.getAll("languages").map(String),
    places: numberIn(text("places")),
    mentor_places: numberIn(text("mentor_places")),
    joining: form.has("joining"),
  };
}

const numberIn = (text: string) => (/^\d+$/.test(text) ? Number(text) : Number.NaN);
const within = (number: number, from: number, to: number) => number >= from && number <= to;

/** What is wrong with it, in words, in the order of the form; `most` places as the programme has it. */
export function groupProblems(group: Values, most: number): FieldProblem[] {
  const { theme, description, languages, places, mentor_places: mentors } = group;
  const { least } = limits;
  const faults: [GroupField, string | false][] = [
    ["theme", wrongText(theme, limits.theme, t`Give the group a theme.`)],
    ["description", wrongText(description, limits.description, t`Describe what you do together.`)],
    ["languages", languages.length === 0 && t`Choose at least one language.`],
    ["places", !within(places, least, most) && t`Choose a number from ${{ least }} to ${{ most }}.`],
    ["mentor_places", !within(mentors, 1, limits.mentors) && t`Choose a number from 1 to ${{ most: limits.mentors }}.`],
  ];
  return faults.flatMap(([field, message]) => (message ? [{ field, message }] : []));
}

function wrongText(text: string, limit: number, missing: string): string | false {
  if (!text) return missing;
  return charactersLeft(text, limit) < 0 && t`The text is too long: shorten it to ${{ limit }} characters.`;
}

/** The server's places within the body lead to fields of the form: "group.places" when it is offered, "places" when changed. */
export const fieldOf = (place: string) => place.replace(/^group\./, "").replace(/\.\d+$/, "");
