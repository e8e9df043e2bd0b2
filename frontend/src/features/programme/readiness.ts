import { t } from "@lingui/core/macro";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { languageName, listed } from "../../i18n/labels";
import type { ProseField } from "./textValues";

/** Where something that is missing can be added. */
export type Part = "texts" | "clock" | "rules" | "vocabulary";
export type Check = { part: Part; done: boolean; words: string };

const needed: readonly ProseField[] = ["summary", "mentor_expected", "mentor_not_expected", "mentee_expected"];

/** What mentors and mentees would miss on the first day; publishing itself asks for none of it. */
export function readiness(
  programme: Pick<ProgrammeOut, "texts" | "languages" | "vocabulary" | "clock" | "now">,
): Check[] {
  const { texts, languages, vocabulary, clock, now } = programme;
  const wordless = languages.filter((language) => {
    const text = texts.find((each) => each.language === language);
    return !text || needed.some((field) => !text[field].trim());
  });
  const unwritten = listed(wordless.map(languageName));
  const choices = [...(vocabulary.levels ?? []), ...(vocabulary.fields ?? []), ...(vocabulary.topics ?? [])];
  const unlabelled = [...choices, ...(vocabulary.sectors ?? [])].filter(({ label }) =>
    languages.some((language) => !label[language]),
  );
  const empty = [vocabulary.levels, vocabulary.fields, vocabulary.topics].some((list) => !list?.length);
  const over = Date.parse(clock.mentor_signup_closes) <= Date.parse(now);
  return [
    {
      part: "texts",
      done: wordless.length === 0,
      words: unwritten
        ? t`Write what is expected of whom: ${{ unwritten }}`
        : t`The texts say what is expected of whom`,
    },
    {
      part: "clock",
      done: !over,
      words: over ? t`Sign-up for mentors has already closed: choose later days` : t`Mentors have time to sign up`,
    },
    {
      part: "vocabulary",
      done: !empty,
      words: empty
        ? t`Add levels, fields and topics for profiles to choose from`
        : t`Profiles can choose levels, fields and topics`,
    },
    {
      part: "vocabulary",
      done: unlabelled.length === 0,
      words:
        unlabelled.length > 0
          ? t`Some words are missing in one of the languages`
          : t`Every word is translated into each language`,
    },
  ];
}
