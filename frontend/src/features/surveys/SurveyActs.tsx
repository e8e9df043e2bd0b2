import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { deleteSurveyMutation, publishSurveyMutation } from "../../api/surveys/@tanstack/react-query.gen";
import type { SurveyOut } from "../../api/surveys/types.gen";
import { useAct } from "../../api/useAct";
import { Dialog } from "../../ui/Dialog";
import { readDraft } from "../../ui/draft";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { builderDraft, serverFaults } from "./builderValues";
import { placeName } from "./placeName";
import { surveyProblems } from "./surveyWords";

/** What a coordinator does with a survey as a whole. */
export function SurveyActs({ survey }: { survey: SurveyOut }) {
  const { id, programme_id: programmeId, state } = survey;
  const announce = useAnnounce();
  const [deleting, setDeleting] = useState(false);
  const mutationKey = ["publish-survey", id];
  const headersOf = useAct(mutationKey);
  const publish = useMutation({
    ...publishSurveyMutation(),
    mutationKey,
    onSuccess: (made) =>
      announce(
        made.state === "open"
          ? t`The survey is open. Emails are on their way.`
          : t`The survey will open automatically.`,
      ),
  });
  const [unsaved, setUnsaved] = useState(false);
  const send = () => {
    const waiting = readDraft(builderDraft(id)).text !== "";
    setUnsaved(waiting);
    if (waiting) return;
    const headers = headersOf();
    if (headers) publish.mutate({ path: { survey_id: id }, headers });
  };
  const faults = serverFaults(publish.error);
  return (
    <>
      <div className="actions">
        {state === "draft" && (
          <button type="button" className="primary" aria-disabled={publish.isPending} onClick={send}>
            {t`Publish`}
          </button>
        )}
        <Link to="/programmes/$programmeId/surveys/$surveyId" params={{ programmeId, surveyId: id }} className="button">
          {t`Preview`}
        </Link>
        {state !== "draft" && (
          <Link to="/surveys/{-$surveyId}/{-$view}" params={{ surveyId: id, view: "results" }} className="button">
            {t`Results`}
          </Link>
        )}
        {survey.answers === 0 && (
          <button type="button" className="danger" onClick={() => setDeleting(true)}>
            {t`Delete`}
          </button>
        )}
      </div>
      {unsaved && (
        <p
          className="problem"
          role="alert"
        >{t`There are changes below that are not saved. Save the survey first, then publish it.`}</p>
      )}
      <ErrorSummary problems={faults} attempt={publish.failureCount} nameOf={(field) => placeName(field, survey)} />
      {faults.length === 0 && <FailedAct error={publish.error} own={surveyProblems()} />}
      {deleting && <DeleteDialog survey={survey} onClose={() => setDeleting(false)} />}
    </>
  );
}

function DeleteDialog({ survey: { id, kind }, onClose }: { survey: SurveyOut; onClose: () => void }) {
  const navigate = useNavigate();
  const announce = useAnnounce();
  const remove = useMutation({
    ...deleteSurveyMutation(),
    onSuccess: () => {
      announce(t`The survey has been deleted.`);
      void navigate({ to: "/surveys/{-$surveyId}/{-$view}", replace: true });
    },
  });
  return (
    <Dialog title={t`Delete the survey?`} onClose={onClose}>
      <p>{t`Its questions and texts will be gone for good. Nobody has answered it.`}</p>
      {kind === "later" && <p>{t`So will everybody’s consent to it. Nobody will be asked for it any more.`}</p>}
      <FailedAct error={remove.error} own={surveyProblems()} />
      <div className="actions">
        <button type="button" onClick={onClose}>
          {t`Cancel`}
        </button>
        <button
          type="button"
          className="danger"
          aria-disabled={remove.isPending}
          onClick={() => remove.isPending || remove.mutate({ path: { survey_id: id } })}
        >
          {t`Delete`}
        </button>
      </div>
    </Dialog>
  );
}
