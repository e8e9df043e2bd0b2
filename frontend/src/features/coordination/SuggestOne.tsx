import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";

/** From an empty list of pairs to whoever could be in one. */
export function SuggestOne({ programme }: { programme: ProgrammeOut }) {
  return (
    <Link to="/people" search={{ role: "mentee", state: "active" }}>
      {inItsWords(programme, t`Suggest a pair to one of the [mentees]`)}
    </Link>
  );
}
