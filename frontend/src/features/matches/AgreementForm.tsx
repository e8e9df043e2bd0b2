import { t } from "@lingui/core/macro";
import type { AgreementOut } from "../../api/agreements/types.gen";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { FailedAct } from "../../ui/FailedAct";
import { TextArea } from "../../ui/fields";
import { Rendered } from "../../ui/Rendered";
import { SubmitButton } from "../../ui/SubmitButton";
import { agreementProblems } from "./agreementProblems";
import { type Answers, answerLimit, fieldsOf } from "./answers";
import { LanguageChoice } from "./LanguageChoice";
import { SavedMeanwhile } from "./SavedMeanwhile";
import { useAgreementForm } from "./useAgreementForm";

type AgreementFormProps = { agreement: AgreementOut; onLanguage: (language: string) => void; onDone: () => void };

/** The text with its fields to fill in. What is typed stays in this tab until it is saved. */
export function AgreementForm({ agreement, onLanguage, onDone }: AgreementFormProps) {
  const form = useAgreementForm(agreement, onDone);
  const labels = Object.fromEntries(fieldsOf(agreement.form).map(({ key, label }) => [`field-${key}`, label]));
  return (
    <form className="screen-only" noValidate onSubmit={form.submit}>
      <ErrorSummary problems={form.problems} attempt={form.attempt} nameOf={(field) => labels[field] ?? ""} />
      {form.problems.length === 0 && !form.behind && <FailedAct error={form.error} own={agreementProblems()} />}
      {form.behind && <SavedMeanwhile agreement={agreement} mine={form.answers} onTheirs={form.takeTheirs} />}
      {agreement.languages.length > 1 && <LanguageChoice agreement={agreement} onChange={onLanguage} />}
      {agreement.form.map((part) =>
        part.kind === "text" ? (
          <Rendered key={part.html} html={part.html} lang={agreement.form_language} />
        ) : (
          <FieldOf key={part.key} {...{ part, form }} lang={agreement.form_language} />
        ),
      )}
      <div className="actions">
        {agreement.newest && (
          <button type="button" onClick={form.leave}>
            {t`Leave it as it was`}
          </button>
        )}
        <SubmitButton pending={form.isPending}>{form.behind ? t`Save mine` : t`Save the agreement`}</SubmitButton>
      </div>
    </form>
  );
}

type FieldOfProps = {
  part: ReturnType<typeof fieldsOf>[number];
  form: { answers: Answers; problems: readonly { field: string; message: string }[]; type: (answers: Answers) => void };
  lang: string;
};

function FieldOf({ part: { key, label }, form, lang }: FieldOfProps) {
  const name = `field-${key}`;
  return (
    <TextArea
      name={name}
      label={label}
      value={form.answers[key] ?? ""}
      onChange={(event) => form.type({ ...form.answers, [key]: event.target.value })}
      error={form.problems.find(({ field }) => field === name)?.message}
      limit={answerLimit}
      rows={3}
      lang={lang}
      dir="auto"
    />
  );
}
