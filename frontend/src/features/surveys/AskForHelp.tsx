import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { askForHelpMutation } from "../../api/surveys/@tanstack/react-query.gen";
import type { SurveyOut } from "../../api/surveys/types.gen";
import { useAct } from "../../api/useAct";
import { listed } from "../../i18n/labels";
import { Dialog } from "../../ui/Dialog";
import { dropDraft, keepDraft, readDraft } from "../../ui/draft";
import { FailedAct } from "../../ui/FailedAct";
import { TextArea } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { surveyProblems } from "./surveyWords";

const limit = 4000;

/** A way to get help at once, apart from the form: named, and it says who reads it. */
export function AskForHelp({ survey }: { survey: SurveyOut }) {
  const [asking, setAsking] = useState(false);
  return (
    <section className="card">
      <h2>{t`Do you need help?`}</h2>
      <p>{t`If something is not going well, you need not wait for the results. Write to the coordinators, and they will get in touch with you. This has nothing to do with your answers above.`}</p>
      <button type="button" onClick={() => setAsking(true)}>
        {t`I need help`}
      </button>
      {asking && <HelpDialog survey={survey} onClose={() => setAsking(false)} />}
    </section>
  );
}

function HelpDialog({ survey, onClose }: { survey: SurveyOut; onClose: () => void }) {
  const draft = `help:${survey.id}`;
  const readers = listed(survey.readers);
  const announce = useAnnounce();
  const mutationKey = ["ask-for-help", survey.id];
  const headersOf = useAct(mutationKey);
  const ask = useMutation({
    ...askForHelpMutation(),
    mutationKey,
    onSuccess: () => {
      dropDraft(draft);
      announce(t`Your call for help is on its way. Somebody will get in touch with you.`);
      onClose();
    },
  });
  const [fault, setFault] = useState<string>();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const words = String(new FormData(event.currentTarget).get("words") ?? "").trim();
    const problem = helpProblem(words);
    setFault(problem);
    if (problem) return document.getElementById("words")?.focus();
    const headers = headersOf(words);
    if (headers) ask.mutate({ path: { survey_id: survey.id }, body: { words }, headers });
  };
  return (
    <Dialog title={t`Ask for help`} onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <p>{t`This is not anonymous. Your name and what you write here are emailed straight away to the coordinators of the programme: ${{ readers }}. Nobody else reads it.`}</p>
        <TextArea
          name="words"
          defaultValue={readDraft(draft).text}
          onChange={(event) => keepDraft(draft, { text: event.target.value })}
          label={t`What do you need help with?`}
          error={fault}
          limit={limit}
          dir="auto"
        />
        <FailedAct error={ask.error} own={surveyProblems()} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Cancel`}
          </button>
          <SubmitButton pending={ask.isPending}>{t`Send to the coordinators`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}

function helpProblem(words: string): string | undefined {
  if (!words) return t`Write a few words, so that the coordinators know what it is about.`;
  return words.length > limit ? t`This is too long: shorten it.` : undefined;
}
