import { t } from "@lingui/core/macro";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { StoryOut } from "../../api/guidance/types.gen";
import { inItsWords } from "../../i18n/menteeWord";

/** Who tells a story: "Aino, mentor", or the role alone. */
export function tellerOf(
  programme: Pick<ProgrammeOut, "texts">,
  { role, name }: Pick<StoryOut, "role" | "name">,
): string {
  const part = role === "mentor" ? t`Mentor` : inItsWords(programme, t`[Mentee]`);
  const within = role === "mentor" ? t`mentor` : inItsWords(programme, t`[mentee]`);
  return name ? `${name}, ${within}` : part;
}
