import { t } from "@lingui/core/macro";
import type { SurveyOut } from "../../api/surveys/types.gen";
import { languageName } from "../../i18n/labels";
import { languages } from "../../i18n/language";
import { said } from "./said";

/** What a field of the builder is called where a sentence stands far from it: "Question 2, Finnish". */
export function placeName(field: string, { questions }: Pick<SurveyOut, "questions">): string {
  const steps = field.split(".");
  const language = languages.find((each) => each === steps.at(-1));
  const place = ownName(steps, questions);
  const spoken = language ? languageName(language) : "";
  return place && spoken ? t`${{ place }}, ${{ spoken }}` : place;
}

function ownName([first = "", second, third, fourth]: string[], questions: SurveyOut["questions"]): string {
  if (first === "questions" && second !== undefined) {
    const number = Number(second) + 1;
    const asked = said(questions[Number(second)]?.label).text || t`Question ${{ number }}`;
    if (third !== "options" || fourth === undefined || !/^\d+$/.test(fourth)) return asked;
    const choice = Number(fourth) + 1;
    return t`${{ asked }}, choice ${{ choice }}`;
  }
  return names[first]?.() ?? "";
}

const names: Record<string, () => string> = {
  title: () => t`Title`,
  intro: () => t`Introduction`,
  questions: () => t`Questions`,
  opens_at: () => t`Opens`,
  closes_at: () => t`Closes`,
  reminder_days: () => t`Reminders`,
  mentees: () => t`Who it asks`,
  audience: () => t`Who it asks`,
  anonymous: () => t`Who reads the answers`,
};
