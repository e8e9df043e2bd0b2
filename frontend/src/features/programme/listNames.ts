import { t } from "@lingui/core/macro";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { languageName } from "../../i18n/labels";
import { inItsWords } from "../../i18n/menteeWord";
import type { Shown } from "../../ui/versions/Conflict";
import { type Entry, type ListName, lists, type VocabularyValues } from "./vocabularyValues";

export const listNames: Record<ListName, () => string> = {
  levels: () => t`Levels of study`,
  fields: () => t`Fields`,
  sectors: () => t`Sectors`,
  topics: () => t`Topics to talk about`,
  questions: () => t`Your own questions`,
};

export const addNames: Record<ListName, () => string> = {
  levels: () => t`Add a level`,
  fields: () => t`Add a field`,
  sectors: () => t`Add a sector`,
  topics: () => t`Add a topic`,
  questions: () => t`Add a question`,
};

/** One line an entry, so that two versions can be compared by eye. */
function showEntry({ labels, role, required }: Entry, list: ListName, programme: ProgrammeOut): string {
  const words = Object.values(labels).filter(Boolean).join(" / ");
  if (list !== "questions") return words;
  const asked = role === "mentor" ? t`Mentors` : inItsWords(programme, t`[Mentees]`);
  return required ? t`${{ words }} (${{ asked }}, needs an answer)` : t`${{ words }} (${{ asked }})`;
}

export const shownLists = (programme: ProgrammeOut): Shown<VocabularyValues>[] =>
  lists.map((field) => ({
    field,
    label: listNames[field](),
    show: (values) => values[field].map((entry) => showEntry(entry, field, programme)).join("\n"),
  }));

/** "fields.2.labels.fi" is "Fields 3 (Finnish)". */
export function entryName(field: string): string {
  const [name, number, , language = "en"] = field.split(".");
  const list = lists.find((each) => each === name);
  if (!list) return "";
  const [of, place, spoken] = [listNames[list](), Number(number) + 1, languageName(language)];
  return t`${{ of }} ${{ place }} (${{ spoken }})`;
}
