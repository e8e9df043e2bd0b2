import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { SurveyOut } from "../../api/surveys/types.gen";
import { OwnWords } from "../../ui/OwnWords";
import { QuestionField } from "./QuestionField";
import { said } from "./said";
import { WhoReads } from "./WhoReads";

/** A coordinator sees the form as it will be; there is nothing to send. */
export function PreviewOf({ survey }: { survey: SurveyOut }) {
  const intro = said(survey.intro);
  return (
    <>
      <p className="notice">
        {t`This is how people will see the survey. You can try the fields; nothing is sent.`}{" "}
        <Link to="/surveys/{-$surveyId}/{-$view}" params={{ surveyId: survey.id }}>
          {t`Edit the survey`}
        </Link>
      </p>
      {intro.text && <OwnWords {...intro} />}
      <WhoReads survey={survey} />
      {survey.questions.map((question) => (
        <QuestionField key={question.key} question={question} chosen={[]} error={undefined} />
      ))}
      {survey.questions.length === 0 && <p className="muted">{t`There are no questions yet.`}</p>}
    </>
  );
}
