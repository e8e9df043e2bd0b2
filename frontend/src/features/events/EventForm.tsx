import { t } from "@lingui/core/macro";
import { type FormEvent, useState } from "react";
import type { EventIn } from "../../api/events/types.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { type FieldProblem, fieldProblems } from "../../api/problem";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { FailedAct } from "../../ui/FailedAct";
import { SubmitButton } from "../../ui/SubmitButton";
import { TextsFields, WhenFields, WhereFields, WhoFields } from "./EventFields";
import { bodyOf, type EventValues, inForm, missingIn, valuesIn } from "./eventForm";
import { fieldName } from "./eventNames";
import { eventProblems } from "./eventWords";
import "./events.css";

type EventFormProps = {
  /** What the fields begin with. */
  values: EventValues;
  programme: ProgrammeOut;
  saving: { error: unknown; isPending: boolean; failureCount: number };
  onTyped?: (values: EventValues) => void;
  onSave: (values: EventValues, body: EventIn) => void;
  children: string;
};

/** A new event, or a change of one. */
export function EventForm({ values, programme, saving, onTyped, onSave, children }: EventFormProps) {
  const [sent, setSent] = useState<{ body: EventIn; missing: string[] }>();
  const [attempts, setAttempts] = useState(0);
  const submit = (press: FormEvent<HTMLFormElement>) => {
    press.preventDefault();
    if (saving.isPending) return;
    const typed = valuesIn(new FormData(press.currentTarget), programme.languages);
    const body = bodyOf(typed, programme.languages);
    const missing = missingIn(body, programme.languages);
    setSent({ body, missing });
    setAttempts((before) => before + 1);
    if (missing.length === 0) onSave(typed, body);
  };
  const problems = sent ? problemsOf(sent, saving.error, programme) : [];
  const errors = Object.fromEntries(problems.map(({ field, message }) => [field, message]));
  const fields = { values, programme, errors };
  return (
    <form
      noValidate
      className="event-form"
      onSubmit={submit}
      onChange={(change) => onTyped?.(valuesIn(new FormData(change.currentTarget), programme.languages))}
    >
      <ErrorSummary problems={problems} nameOf={namedAlone} attempt={attempts + saving.failureCount} />
      <TextsFields {...fields} />
      <WhenFields {...fields} />
      <WhereFields {...fields} />
      <WhoFields {...fields} />
      {problems.length === 0 && <FailedAct error={saving.error} own={eventProblems()} />}
      <SubmitButton pending={saving.isPending}>{children}</SubmitButton>
    </form>
  );
}

function problemsOf(
  sent: { body: EventIn; missing: string[] },
  error: unknown,
  { languages }: ProgrammeOut,
): FieldProblem[] {
  if (sent.missing.length > 0)
    return sent.missing.map((field) => ({ field, message: sentences()[field] ?? t`Fill in this field.` }));
  const words = sentences();
  return inForm(fieldProblems(error), sent.body, languages).map(({ field, message }) => ({
    field,
    message: words[field] ?? message,
  }));
}

const sentences = (): Record<string, string> => ({
  starts: t`Choose a day and a time that exist: on the night the clocks go forward, one hour is missing.`,
  ends: t`Choose an end that comes after the start.`,
  sign_up_closes: t`Choose a time before the event begins.`,
  place: t`Say where on campus it is.`,
  link: t`Enter an address that begins with https://.`,
  roles: t`Choose at least one role.`,
  capacity: t`Enter a whole number from 1 to 10,000.`,
});

/** Of the others, what is wrong says which it is. */
const namedAlone = (field: string) => (/^(title|description|starts|ends|sign_up)/.test(field) ? fieldName(field) : "");
