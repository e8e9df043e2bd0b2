import { t } from "@lingui/core/macro";
import type { EndCause, EndIn } from "../../api/generated/types.gen";

const causes: Record<EndCause, () => string> = {
  no_contact: () => t`No contact with each other`,
  no_time: () => t`Not enough time`,
  other_expectations: () => t`Different expectations`,
  circumstances: () => t`Circumstances have changed`,
  goals_reached: () => t`Goals reached`,
  other: () => t`Another reason`,
};
const all: readonly EndCause[] = [
  "goals_reached",
  "no_contact",
  "no_time",
  "other_expectations",
  "circumstances",
  "other",
];
export const causeChoices = () => [
  { value: "", label: t`Prefer not to say` },
  ...all.map((value) => ({ value, label: causes[value]() })),
];

/** As the API has it. */
export const farewellLimit = 2000;

/** What the form says of an ending; both parts may be left out. */
export function endingOf(form: FormData): EndIn {
  const cause = all.find((each) => each === form.get("cause"));
  const farewell = String(form.get("farewell") ?? "").trim();
  return { ...(cause && { cause }), ...(farewell && { farewell }) };
}
