import { t } from "@lingui/core/macro";
import { useFormContext } from "react-hook-form";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { FieldProblem } from "../../api/problem";
import type { SurveyOut } from "../../api/surveys/types.gen";
import { zoneName } from "../../ui/dates";
import { CheckField, ChoiceGroup, SelectField, TextField } from "../../ui/fields";
import type { BuilderValues } from "./builderValues";
import { audienceName, audienceNames, roleName } from "./surveyWords";

type WhomAndWhenProps = { survey: SurveyOut; programme: ProgrammeOut; problems: readonly FieldProblem[] };

export function WhomAndWhen({ survey, programme, problems }: WhomAndWhenProps) {
  const { register } = useFormContext<BuilderValues>();
  const faultOf = (name: string) => problems.find(({ field }) => field === name)?.message;
  const zone = zoneName(programme.zone);
  const later = survey.kind === "later";
  return (
    <>
      <h2>{t`Who it asks, and when`}</h2>
      {later && (
        <p className="notice">{t`This survey only goes to people who agreed to it. They were told that it comes about half a year after the programme, is anonymous, and asks about work they have found and how mentoring has helped.`}</p>
      )}
      <fieldset className="field">
        <legend>{t`Groups that are asked`}</legend>
        {faultOf("mentees") && <p className="error">{faultOf("mentees")}</p>}
        <CheckField {...register("mentees")} id="mentees" label={roleName("mentee", programme)} />
        <CheckField {...register("mentors")} id="mentors" label={roleName("mentor", programme)} />
      </fieldset>
      {!later && (
        <SelectField
          {...register("audience")}
          label={t`Which of them`}
          choices={audienceNames.map((each) => ({ value: each, label: audienceName(each) }))}
          error={faultOf("audience")}
        />
      )}
      {!later && (
        <ChoiceGroup
          {...register("anonymous")}
          type="radio"
          label={t`Who reads the answers`}
          help={
            survey.state === "open" || survey.state === "closed"
              ? t`People have been told this, so it can’t be changed.`
              : ""
          }
          error={faultOf("anonymous")}
          choices={[
            {
              value: "true",
              label: t`Anonymous`,
              help: t`Nobody sees who gave which answer. Results are shown after closing, if there are at least five answers. Answers are final.`,
            },
            {
              value: "false",
              label: t`Not anonymous`,
              help: t`Coordinators see names with answers, at any time. People can change their answers until the survey closes.`,
            },
          ]}
        />
      )}
      <div className="times">
        <TextField
          {...register("opens_at")}
          type="datetime-local"
          label={t`Opens (${{ zone }})`}
          error={faultOf("opens_at")}
        />
        <TextField
          {...register("closes_at")}
          type="datetime-local"
          label={t`Closes (${{ zone }})`}
          error={faultOf("closes_at")}
        />
      </div>
      <TextField
        {...register("reminder_days")}
        label={t`Reminders`}
        help={t`How many days after the opening, such as 4, 10. They only go to people who have not answered.`}
        error={faultOf("reminder_days")}
        autoComplete="off"
        optional
      />
      <CheckField
        {...register("help")}
        label={t`Let people ask for help`}
        help={t`The form then has a button of its own, separate from the answers: whoever presses it writes to all coordinators straight away, by name.`}
      />
    </>
  );
}
