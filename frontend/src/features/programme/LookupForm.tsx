import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import {
  removeRegisterLookupMutation,
  setRegisterLookupMutation,
} from "../../api/coordination/@tanstack/react-query.gen";
import type { LookupOut } from "../../api/coordination/types.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { fieldProblems } from "../../api/problem";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { FailedAct } from "../../ui/FailedAct";
import { TextField } from "../../ui/fields";
import { Moment } from "../../ui/Moment";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";

type LookupFormProps = { programme: ProgrammeOut; lookup: LookupOut | null };

/** Instead of a file, or beside it: a service of the organisation's own that answers yes or no. */
export function LookupForm({ programme, lookup }: LookupFormProps) {
  const announce = useAnnounce();
  const path = { programme_id: programme.id };
  const save = useMutation({ ...setRegisterLookupMutation(), onSuccess: () => announce(t`Saved.`) });
  const remove = useMutation({
    ...removeRegisterLookupMutation(),
    onSuccess: () => announce(t`The service is not asked any more.`),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (save.isPending) return;
    const data = new FormData(event.currentTarget);
    const [url, secret] = ["url", "secret"].map((name) => String(data.get(name) ?? "").trim());
    save.mutate({ path, body: { url: url ?? "", secret: secret || null } });
  };
  const words = sentences();
  const problems = fieldProblems(save.error).map(({ field, message }) => ({ field, message: words[field] ?? message }));
  const errors = Object.fromEntries(problems.map(({ field, message }) => [field, message]));
  return (
    <section>
      <h2>{t`Ask a service instead`}</h2>
      <p>{t`Your organisation may have a service that tells whether somebody is in its register. It is asked about anybody who is not in the uploaded register. The documentation says what it has to answer.`}</p>
      {lookup?.failing_since && (
        <p className="notice">
          {t`The service has not answered as it should since:`}{" "}
          <Moment at={lookup.failing_since} zone={programme.zone} />
        </p>
      )}
      <form noValidate onSubmit={submit}>
        <ErrorSummary problems={problems} attempt={save.failureCount} />
        <TextField
          type="url"
          name="url"
          label={t`Address of the service`}
          defaultValue={lookup?.url ?? ""}
          autoComplete="off"
          error={errors.url}
        />
        <TextField
          type="password"
          name="secret"
          label={t`Secret of the service`}
          help={
            lookup
              ? t`Leave it empty to keep the present one.`
              : t`It is sent with every question and never shown to anybody.`
          }
          autoComplete="off"
          error={errors.secret}
        />
        {problems.length === 0 && <FailedAct error={save.error ?? remove.error} />}
        <div className="actions">
          <SubmitButton pending={save.isPending}>{t`Save the service`}</SubmitButton>
          {lookup && (
            <button
              type="button"
              aria-disabled={remove.isPending}
              onClick={() => remove.isPending || remove.mutate({ path })}
            >
              {t`Stop asking it`}
            </button>
          )}
        </div>
      </form>
    </section>
  );
}

const sentences = (): Record<string, string> => ({
  url: t`Enter an address that begins with https://.`,
  secret: t`Enter the service’s secret: at least 16 letters, digits and symbols, without spaces.`,
});
