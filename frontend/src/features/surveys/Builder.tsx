import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FormProvider, useForm } from "react-hook-form";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { FieldProblem } from "../../api/problem";
import { editSurvey } from "../../api/surveys/sdk.gen";
import { language, languages } from "../../i18n/language";
import { dropDraft, keepDraft, readDraft } from "../../ui/draft";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import {
  type BuilderValues,
  builderDraft,
  changesIn,
  faultsOf,
  languageOf,
  serverFaults,
  valuesOf,
} from "./builderValues";
import { LanguageChoice } from "./LanguageChoice";
import { placeName } from "./placeName";
import { Questions } from "./Questions";
import { surveyProblems } from "./surveyWords";
import { TextsOfSurvey } from "./TextsOfSurvey";
import { type Version, versionKey } from "./version";
import { WhomAndWhen } from "./WhomAndWhen";

/** A survey in the making. One language's texts are shown at a time; the others stay as they are. */
export function Builder({ version, programme }: { version: Version; programme: ProgrammeOut }) {
  const { survey, etag } = version;
  const draft = builderDraft(survey.id);
  const spoken = languages.filter((each) => programme.languages.includes(each));
  const [shown, setShown] = useState(spoken.find((each) => each === language) ?? spoken[0] ?? "en");
  const [kept] = useState(() => keptIn(draft, etag));
  const form = useForm<BuilderValues>({
    defaultValues: kept ?? valuesOf(survey, programme.zone),
    shouldFocusError: false,
  });
  const { save, own, attempt, submit } = useSaving(form.handleSubmit, version, programme, draft);
  const problems = own.length > 0 ? own : serverFaults(save.error);
  const hidden = problems.map(({ field }) => languageOf(field, spoken)).find((each) => each && each !== shown);
  const keep = () => keepDraft(draft, { text: JSON.stringify({ etag, values: form.getValues() }) });
  return (
    <FormProvider {...form}>
      <form noValidate onSubmit={submit} onChange={keep}>
        <ErrorSummary problems={problems} attempt={attempt} nameOf={(field) => placeName(field, survey)} />
        {hidden && (
          <p className="notice">{t`Some of it is in another language: choose that language below to see it.`}</p>
        )}
        {kept && <p className="notice">{t`Here is what you had changed and not saved yet.`}</p>}
        <WhomAndWhen survey={survey} programme={programme} problems={problems} />
        <h2>{t`Texts and questions`}</h2>
        {spoken.length > 1 && <LanguageChoice spoken={spoken} shown={shown} onChoose={setShown} />}
        <TextsOfSurvey language={shown} problems={problems} />
        <Questions language={shown} problems={problems} onEdited={keep} />
        {problems.length === 0 && <FailedAct error={save.error} own={surveyProblems()} />}
        <div className="actions">
          <SubmitButton pending={save.isPending}>{t`Save the survey`}</SubmitButton>
        </div>
      </form>
    </FormProvider>
  );
}

type Submitting = ReturnType<typeof useForm<BuilderValues>>["handleSubmit"];

function useSaving(handleSubmit: Submitting, { survey, etag }: Version, programme: ProgrammeOut, draft: string) {
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const [own, setOwn] = useState<FieldProblem[]>([]);
  const [tries, setTries] = useState(0);
  const save = useMutation({
    mutationFn: async (values: BuilderValues) => {
      const body = changesIn(values, survey, programme.zone);
      const call = { path: { survey_id: survey.id }, headers: { "if-match": etag }, body };
      const { data, response } = await editSurvey({ ...call, throwOnError: true });
      return { survey: data, etag: response.headers.get("ETag") ?? "" };
    },
    onSuccess: (saved: Version) => {
      dropDraft(draft);
      queryClient.setQueryData(versionKey(survey.id), saved);
      announce(t`The survey has been saved.`);
    },
  });
  const submit = handleSubmit((values) => {
    if (save.isPending) return;
    const found = faultsOf(values);
    setOwn(found);
    setTries(tries + 1);
    save.reset();
    if (found.length === 0) save.mutate(values);
  });
  return { save, own, attempt: tries + save.failureCount, submit };
}

type Kept = { etag: string; values: BuilderValues };

/** What was typed before a reload, if nobody has saved the survey since. */
function keptIn(draft: string, etag: string): BuilderValues | undefined {
  const { text } = readDraft(draft);
  if (!text) return undefined;
  const kept: unknown = JSON.parse(text);
  return isKept(kept) && kept.etag === etag ? kept.values : undefined;
}

/** Only the builder writes drafts of these names, in this tab alone. */
const isKept = (kept: unknown): kept is Kept =>
  typeof kept === "object" && kept !== null && "etag" in kept && "values" in kept;
