import type { EndIn } from "../../api/generated/types.gen";
import { wordsOf } from "./notes";
import { endCauses } from "./pairWords";

/** What the form says of an ending; both parts may be left out. */
export function endingOf(form: FormData): EndIn {
  const cause = endCauses.find((each) => each === form.get("cause"));
  const farewell = wordsOf(form, "farewell");
  return { ...(cause && { cause }), ...(farewell && { farewell }) };
}
