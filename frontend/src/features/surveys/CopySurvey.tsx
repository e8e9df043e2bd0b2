import { t } from "@lingui/core/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { programmesOptions } from "../../api/programme";
import { copySurveyMutation, listSurveysOptions } from "../../api/surveys/@tanstack/react-query.gen";
import { useAct } from "../../api/useAct";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { ChoiceGroup, SelectField } from "../../ui/fields";
import { Loaded } from "../../ui/Loaded";
import { programmeName } from "../../ui/programmeName";
import { SubmitButton } from "../../ui/SubmitButton";
import { said } from "./said";

/** Last year's survey, or another of this programme, as a draft. */
export function CopySurvey({ programme, onClose }: { programme: ProgrammeOut; onClose: () => void }) {
  const all = useQuery(programmesOptions()).data?.items ?? [];
  const run = all.filter(({ coordinates }) => coordinates);
  const [from, setFrom] = useState(programme.id);
  return (
    <Dialog title={t`Copy a survey`} onClose={onClose}>
      <p>{t`The copy has the same questions and texts. It is a draft without times, and answers are not copied.`}</p>
      <SelectField
        name="from"
        label={t`From the programme`}
        value={from}
        onChange={({ target }) => setFrom(target.value)}
        choices={run.map((each) => ({ value: each.id, label: programmeName(each, run) }))}
      />
      <Choose key={from} from={from} to={programme.id} onClose={onClose} />
    </Dialog>
  );
}

function Choose({ from, to, onClose }: { from: string; to: string; onClose: () => void }) {
  const surveys = useQuery(listSurveysOptions({ path: { programme_id: from } }));
  const navigate = useNavigate();
  const mutationKey = ["copy-survey", to];
  const headersOf = useAct(mutationKey);
  const copy = useMutation({
    ...copySurveyMutation(),
    mutationKey,
    onSuccess: ({ id }) => void navigate({ to: "/surveys/{-$surveyId}/{-$view}", params: { surveyId: id } }),
  });
  const [fault, setFault] = useState<string>();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const chosen = String(new FormData(event.currentTarget).get("survey") ?? "");
    setFault(chosen ? undefined : t`Choose a survey.`);
    if (!chosen) return document.getElementById("survey")?.focus();
    const headers = headersOf(chosen);
    if (headers) copy.mutate({ path: { programme_id: to }, body: { survey_id: chosen }, headers });
  };
  return (
    <Loaded query={surveys}>
      {({ items }) => (
        <form noValidate onSubmit={submit}>
          {items.length === 0 ? (
            <p className="muted">{t`This programme has no surveys.`}</p>
          ) : (
            <ChoiceGroup
              type="radio"
              name="survey"
              label={t`Survey`}
              error={fault}
              choices={items.map(({ id, title }) => ({
                value: id,
                label: said(title).text || t`Survey without a title`,
              }))}
            />
          )}
          <FailedAct error={copy.error} />
          <div className="actions">
            <button type="button" onClick={onClose}>
              {t`Cancel`}
            </button>
            {items.length > 0 && <SubmitButton pending={copy.isPending}>{t`Create the copy`}</SubmitButton>}
          </div>
        </form>
      )}
    </Loaded>
  );
}
