import { i18n } from "@lingui/core";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { MaterialIn, MaterialKind } from "../../api/guidance/types.gen";
import { phases, roles } from "./stages";

/** The language a new page begins in: the page's, where the programme has it. */
export const languageOf = ({ languages }: Pick<ProgrammeOut, "languages">): string =>
  languages.find((each) => each === i18n.locale) ?? languages[0] ?? "en";

const kinds: readonly MaterialKind[] = ["page", "checklist", "worksheet", "faq"];

/** A page of one's own, as the form has it; its words are written on a page of their own afterwards. */
export function materialIn(form: FormData, language: string, body: string): MaterialIn {
  const chosen = (name: string) => form.getAll(name);
  return {
    kind: kinds.find((each) => each === form.get("kind")) ?? "page",
    roles: roles.filter((each) => chosen("roles").includes(each)),
    phases: phases.filter((each) => chosen("phases").includes(each)),
    language,
    words: { title: String(form.get("title") ?? "").trim(), summary: "", body },
  };
}
