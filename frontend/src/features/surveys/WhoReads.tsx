import { t } from "@lingui/core/macro";
import type { SurveyOut } from "../../api/surveys/types.gen";
import { listed } from "../../i18n/labels";

/** Plainly and before anything else: whether the answer is anonymous, and who reads what. */
export function WhoReads({ survey }: { survey: SurveyOut }) {
  const readers = listed(survey.readers);
  if (survey.anonymous)
    return (
      <div className="notice">
        <p>
          <strong>{t`This survey is anonymous.`}</strong>{" "}
          {t`Nobody can see which answers are yours. We record separately that you have answered, so that you get no reminders.`}
        </p>
        <p>
          {t`The coordinators see the results when the survey has closed, and only if at least five people have answered. Once you have sent your answers, they can’t be changed or taken back.`}
        </p>
      </div>
    );
  return (
    <div className="notice">
      <p>
        <strong>{t`This survey is not anonymous.`}</strong>{" "}
        {t`Your answers are read, with your name, by the coordinators of the programme: ${{ readers }}. Your mentoring partner never sees them.`}
      </p>
      <p>{t`You can change your answers until the survey closes.`}</p>
    </div>
  );
}
