import { t } from "@lingui/core/macro";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { capitalised, languageName } from "../../i18n/labels";
import { inItsWords } from "../../i18n/menteeWord";
import { showMoment } from "../../ui/dates";
import { instantOf } from "../../ui/localTime";
import type { Shown } from "../../ui/versions/Conflict";
import { type EventValues, fieldsOf, rolesIn } from "./eventForm";

const names: Record<string, () => string> = {
  title: () => t`Title`,
  description: () => t`Description`,
  starts: () => t`Begins`,
  ends: () => t`Ends`,
  sign_up_closes: () => t`Sign-up closes`,
  place_kind: () => t`Kind of place`,
  place: () => t`Venue`,
  link: () => t`Link to join`,
  language: () => t`Language of the event`,
  roles: () => t`Roles`,
  audience: () => t`Which of them`,
  recommended_for: () => t`Recommend it to those who take part for the first time`,
  capacity: () => t`Seats`,
};

/** "title-fi" is "Title (Finnish)". */
export function fieldName(field: string): string {
  const [of = "", language] = field.split("-");
  const name = names[of]?.() ?? "";
  if (!language) return name;
  const spoken = languageName(language);
  return t`${{ name }} (${{ spoken }})`;
}

/** What a field holds, so that two versions can be compared by eye. */
function inWords(field: string, values: EventValues, programme: ProgrammeOut): string {
  const held = values[field] ?? "";
  if (field === "place_kind") return held === "online" ? t`Online` : t`On campus`;
  if (field === "audience") return held === "matched" ? t`Those who have a pair` : t`Everybody`;
  if (field === "recommended_for") return held ? t`Yes` : t`No`;
  if (field === "language") return capitalised(languageName(held));
  if (field === "roles") {
    const said = { mentor: t`Mentors`, mentee: inItsWords(programme, t`[Mentees]`) };
    return rolesIn(values)
      .map((role) => said[role])
      .join(", ");
  }
  const { zone } = programme;
  const isTime = held !== "" && ["starts", "ends", "sign_up_closes"].includes(field);
  return isTime ? showMoment(instantOf(`${held}:00`, zone), zone) : held;
}

export const shownFields = (programme: ProgrammeOut): Shown<EventValues>[] =>
  fieldsOf(programme.languages).map((field) => ({
    field,
    label: fieldName(field),
    show: (values) => inWords(field, values, programme),
  }));
