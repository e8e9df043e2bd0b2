import { t } from "@lingui/core/macro";
import type { SurveyQuestion } from "../../api/surveys/types.gen";
import { type Choice, ChoiceGroup, TextArea } from "../../ui/fields";
import { fieldOf } from "./answers";
import { said } from "./said";

type QuestionFieldProps = { question: SurveyQuestion; chosen: readonly string[]; error: string | undefined };

/** A question as native fields. One choice can't be taken back by itself, so an optional question offers no answer as one. */
export function QuestionField({ question, chosen, error }: QuestionFieldProps) {
  const { key, kind, required } = question;
  const { text, lang } = said(question.label);
  const field = { name: fieldOf(key), label: text, error, ...(required ? {} : { optional: true }) };
  const help = helpOf(question);
  if (kind === "text")
    return (
      <div lang={lang}>
        <TextArea {...field} help={help} defaultValue={chosen[0] ?? ""} dir="auto" />
      </div>
    );
  const choices = choicesOf(question);
  const none = required || kind === "several" ? [] : [{ value: "", label: t`No answer` }];
  return (
    <div lang={lang} className={kind === "scale" || kind === "zero_to_ten" ? "steps" : undefined}>
      <ChoiceGroup
        {...field}
        help={help}
        type={kind === "several" ? "checkbox" : "radio"}
        choices={[...choices, ...none]}
        chosen={chosen}
      />
    </div>
  );
}

function helpOf(question: SurveyQuestion): string {
  const [help, low, high] = [question.help, question.low, question.high].map((words) => said(words).text);
  const [least, most] = question.kind === "zero_to_ten" ? [0, 10] : [1, question.steps ?? 5];
  const ends = low && high ? t`${{ least }} = ${{ low }}, ${{ most }} = ${{ high }}` : "";
  return [help, ends].filter(Boolean).join(" ");
}

export function choicesOf({ kind, steps = 5, options = [] }: SurveyQuestion): Choice[] {
  if (kind === "yes_no")
    return [
      { value: "true", label: t`Yes` },
      { value: "false", label: t`No` },
    ];
  if (kind === "scale") return numbers(1, steps);
  if (kind === "zero_to_ten") return numbers(0, 10);
  return options.map(({ key, label }) => ({ value: key, label: said(label).text }));
}

const numbers = (from: number, to: number): Choice[] =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ value: String(from + i), label: String(from + i) }));
