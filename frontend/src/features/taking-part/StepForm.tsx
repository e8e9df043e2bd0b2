import { t } from "@lingui/core/macro";
import type { FormEvent } from "react";
import type { OwnPartOut, ProgrammeOut } from "../../api/generated/types.gen";
import { fieldProblems } from "../../api/problem";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { FailedAct } from "../../ui/FailedAct";
import { SubmitButton } from "../../ui/SubmitButton";
import { labelOfField } from "./fieldWords";
import type { Own } from "./ownProfile";
import { ProfileField } from "./ProfileField";
import { profileField, read } from "./profileForm";
import { SavedElsewhere } from "./SavedElsewhere";
import type { Step } from "./steps";
import { useStep } from "./useStep";

type StepFormProps = { own: Own; part: OwnPartOut; programme: ProgrammeOut; step: Step; onSaved: () => void };

/** One step of a profile, saved for itself. */
export function StepForm({ own, part, programme, step, onSaved }: StepFormProps) {
  const { save, collided, ...doing } = useStep({ own, participantId: part.id, step, onSaved });
  const valuesIn = (form: HTMLFormElement) => read(step.fields, new FormData(form));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (save.isPending) return;
    save.mutate(valuesIn(event.currentTarget));
  };
  const problems = fieldProblems(save.error).map(({ field: place, message }) => {
    const field = profileField(place);
    return { field, message: ownWords[field]?.() ?? message };
  });
  const errors = Object.fromEntries(problems.map(({ field, message }) => [field, message]));
  const field = { values: doing.values, programme, errors };
  return (
    <form
      key={doing.round}
      noValidate
      onSubmit={submit}
      onChange={(event) => doing.keep(valuesIn(event.currentTarget))}
    >
      <ErrorSummary
        problems={problems}
        attempt={save.failureCount}
        nameOf={(name) => (ownWords[name] ? "" : labelOfField(part.role, name, programme.vocabulary))}
      />
      {doing.isBack && <p className="notice">{t`What you typed here last time is back, not saved yet.`}</p>}
      {collided && (
        <SavedElsewhere
          role={part.role}
          vocabulary={programme.vocabulary}
          mine={collided}
          theirs={doing.seen.profile}
          onTheirs={doing.takeTheirs}
        />
      )}
      {step.fields.map((name) => (
        <ProfileField key={name} role={part.role} field={{ name, ...field }} />
      ))}
      {problems.length === 0 && !collided && <FailedAct error={save.error} />}
      <div className="actions">
        <SubmitButton pending={save.isPending}>{collided ? t`Save mine` : t`Save and continue`}</SubmitButton>
      </div>
    </form>
  );
}

/** Where "check this" would not say what is wanted. */
const ownWords: Record<string, () => string> = {
  graduation_year: () => t`Enter the year of graduation in four digits.`,
  link: () => t`Enter the link as a web address, such as https://example.org.`,
};
