import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import type { FieldProblem } from "../../api/problem";
import { fieldProblems } from "../../api/problem";
import { answerSurveyMutation } from "../../api/surveys/@tanstack/react-query.gen";
import type { SurveyOut } from "../../api/surveys/types.gen";
import { language } from "../../i18n/language";
import { dropDraft, keepDraft, readDraft } from "../../ui/draft";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { type Answers, answersIn, chosenIn, fieldOf, unanswered } from "./answers";
import { QuestionField } from "./QuestionField";
import { said } from "./said";
import { surveyProblems } from "./surveyWords";

type SurveyFormProps = { survey: SurveyOut; draft: string; onSent: () => void };

/** The questions; what is chosen and typed stays in this tab until it is sent. */
export function SurveyForm({ survey, draft, onSent }: SurveyFormProps) {
  const { questions, anonymous } = survey;
  const announce = useAnnounce();
  const send = useMutation({
    ...answerSurveyMutation(),
    onSuccess: () => {
      dropDraft(draft);
      announce(t`Thank you! Your answers have been sent.`);
      onSent();
    },
  });
  const [first] = useState(() => keptIn(draft) ?? survey.own?.answers ?? {});
  const [own, setOwn] = useState<FieldProblem[]>([]);
  const [tries, setTries] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const read = () => answersIn(questions, new FormData(form.current ?? undefined));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (send.isPending) return;
    const answers = read();
    const missing = unanswered(questions, answers);
    setOwn(missing);
    setTries(tries + 1);
    send.reset();
    if (missing.length === 0) send.mutate({ path: { survey_id: survey.id }, body: { anonymous, language, answers } });
  };
  const problems = own.length > 0 ? own : fieldProblems(send.error);
  const questionAt = (field: string) => questions.find(({ key }) => fieldOf(key) === field);
  return (
    <form ref={form} noValidate onSubmit={submit} onChange={() => keepDraft(draft, { text: JSON.stringify(read()) })}>
      <ErrorSummary
        problems={problems}
        attempt={tries + send.failureCount}
        nameOf={(field) => said(questionAt(field)?.label).text}
      />
      {questions.map((question) => (
        <QuestionField
          key={question.key}
          question={question}
          chosen={chosenIn(first[question.key])}
          error={problems.find(({ field }) => field === fieldOf(question.key))?.message}
        />
      ))}
      {problems.length === 0 && <FailedAct error={send.error} own={surveyProblems()} />}
      <div className="actions">
        <SubmitButton pending={send.isPending}>
          {survey.own?.answered ? t`Save the changes` : t`Send my answers`}
        </SubmitButton>
      </div>
    </form>
  );
}

function keptIn(draft: string): Partial<Answers> | undefined {
  const { text } = readDraft(draft);
  if (!text) return undefined;
  const kept: unknown = JSON.parse(text);
  return isAnswers(kept) ? kept : undefined;
}

/** Only this form writes drafts of these names, in this tab alone. */
const isAnswers = (kept: unknown): kept is Answers => typeof kept === "object" && kept !== null && !Array.isArray(kept);
