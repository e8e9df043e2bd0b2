import { t } from "@lingui/core/macro";
import type { StoryIn } from "../../api/guidance/types.gen";
import type { FieldProblem } from "../../api/problem";

/** Letters: the server's limits. */
export const shortest = 40;
export const longest = 3_000;

const textIn = (form: FormData, name: string) => String(form.get(name) ?? "").trim();

export function storyFaults(form: FormData): FieldProblem[] {
  const { length } = [...textIn(form, "text")];
  return [
    ...(length < shortest ? [{ field: "text", message: t`Tell a little more: a sentence or two.` }] : []),
    ...(length > longest ? [{ field: "text", message: t`This is too long: shorten it.` }] : []),
    ...(form.get("consent") ? [] : [{ field: "consent", message: t`Without your consent your story can’t be shown.` }]),
  ];
}

export const storyIn = (form: FormData, version: number): StoryIn => ({
  language: textIn(form, "language"),
  text: textIn(form, "text"),
  shown_as: form.get("shown_as") === "anonymous" ? "anonymous" : "first_name",
  consent: true,
  consent_version: version,
});
