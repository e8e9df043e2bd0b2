import { t } from "@lingui/core/macro";
import type { FieldProblem } from "../../api/problem";
import type { SurveyQuestion } from "../../api/surveys/types.gen";

export type Answer = boolean | number | string | string[];
export type Answers = Record<string, Answer>;

/** What a field of the form is called; the server's pointers lead there as well. */
export const fieldOf = (key: string) => `answers.${key}`;

/** What a form holds, each answer as its question wants it. What is left open is left out. */
export function answersIn(questions: readonly SurveyQuestion[], form: FormData): Answers {
  const given = questions.flatMap((question): [string, Answer][] => {
    const all = form.getAll(fieldOf(question.key)).map(String);
    const answer = answerOf(question, all);
    return answer === undefined ? [] : [[question.key, answer]];
  });
  return Object.fromEntries(given);
}

function answerOf({ kind }: SurveyQuestion, all: readonly string[]): Answer | undefined {
  const chosen = all.filter((each) => each.trim() !== "");
  const [first] = chosen;
  if (first === undefined) return undefined;
  if (kind === "several") return [...chosen];
  if (kind === "yes_no") return first === "true";
  return kind === "scale" || kind === "zero_to_ten" ? Number(first) : first;
}

/** An answer as the fields of the form hold it. */
export const chosenIn = (answer: unknown): string[] =>
  answer === undefined ? [] : Array.isArray(answer) ? answer.map(String) : [String(answer)];

export function unanswered(questions: readonly SurveyQuestion[], answers: Answers): FieldProblem[] {
  return questions
    .filter(({ key, required }) => required && answers[key] === undefined)
    .map(({ key }) => ({ field: fieldOf(key), message: t`This question needs an answer.` }));
}
