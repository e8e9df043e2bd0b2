import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { OwnPartOut, ProgrammeOut } from "../../api/generated/types.gen";
import { fieldProblems, readProblem } from "../../api/problem";
import { saveProfile } from "../../api/taking-part/sdk.gen";
import { dropDraft, keepDraft, readDraft } from "../../ui/draft";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { bodyWith, etagOf, type Own, ownProfileKey } from "./ownProfile";
import { ProfileField } from "./ProfileField";
import { differing, profileField, read, type Values, valuesKept } from "./profileForm";
import { profileFieldName } from "./profileNames";
import { SavedElsewhere } from "./SavedElsewhere";
import type { Step } from "./steps";

type StepFormProps = { own: Own; part: OwnPartOut; programme: ProgrammeOut; step: Step; onSaved: () => void };

/** One step of a profile. What is typed is kept in this tab until it is saved, over reloads and lost sessions. */
export function StepForm({ own, part, programme, step, onSaved }: StepFormProps) {
  const draft = `profile:${part.id}:${step.key}`;
  const [kept] = useState(() => valuesKept(readDraft(draft).text));
  const [elsewhere, setElsewhere] = useState<{ mine: Values; saved: Own }>();
  const [tries, setTries] = useState(0);
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const save = useMutation({
    meta: { tellsItself: true },
    mutationFn: async ({ values, seen }: { values: Values; seen: Own }) => {
      const headers = { "if-match": seen.etag };
      const path = { participant_id: part.id };
      const { data, response } = await saveProfile({
        path,
        headers,
        body: bodyWith(seen.profile, values),
        throwOnError: true,
      });
      return { ...data, etag: etagOf(response) };
    },
    onSuccess: (saved: Own) => {
      dropDraft(draft);
      queryClient.setQueryData(ownProfileKey(part.id), saved);
      announce(t`Saved.`);
      onSaved();
    },
    onError: async (error, { values }) => {
      if (readProblem(error).code !== "stale") return;
      await queryClient.refetchQueries({ queryKey: ownProfileKey(part.id) });
      const saved = queryClient.getQueryData<Own>(ownProfileKey(part.id));
      if (saved) setElsewhere({ mine: values, saved });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (save.isPending) return;
    setTries(tries + 1);
    save.mutate({ values: read(step.fields, new FormData(event.currentTarget)), seen: elsewhere?.saved ?? own });
  };
  const keep = (event: FormEvent<HTMLFormElement>) =>
    keepDraft(draft, { text: JSON.stringify(read(step.fields, new FormData(event.currentTarget))) });
  const problems = fieldProblems(save.error).map(({ field: place, message }) => {
    const field = profileField(place);
    return { field, message: ownWords[field]?.() ?? message };
  });
  const errors = Object.fromEntries(problems.map(({ field, message }) => [field, message]));
  const values = { ...own.profile, ...kept };
  return (
    <form noValidate onSubmit={submit} onChange={keep}>
      <ErrorSummary
        problems={problems}
        attempt={tries}
        nameOf={(field) => (ownWords[field] ? "" : profileFieldName(part.role, field, programme))}
      />
      {kept && differing(kept, own.profile).length > 0 && (
        <p className="notice">{t`What you typed here last time is back, not saved yet.`}</p>
      )}
      {elsewhere && <SavedElsewhere {...elsewhere} />}
      {step.fields.map((name) => (
        <ProfileField key={name} role={part.role} field={{ name, values, programme, errors }} />
      ))}
      {problems.length === 0 && !elsewhere && <FailedAct error={save.error} />}
      <div className="actions">
        <SubmitButton pending={save.isPending}>{elsewhere ? t`Save mine` : t`Save and go on`}</SubmitButton>
      </div>
    </form>
  );
}

/** Where "check this" would not say what is wanted. */
const ownWords: Record<string, () => string> = {
  graduation_year: () => t`Write the year of graduation with four digits.`,
  link: () => t`Write the link as a web address, such as https://example.org.`,
};
