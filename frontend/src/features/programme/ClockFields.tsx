import { t } from "@lingui/core/macro";
import { useFormContext } from "react-hook-form";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { FieldProblem } from "../../api/problem";
import { TextField } from "../../ui/fields";
import type { ClockField, ClockValues, EdgeField } from "./clockValues";
import { DayField } from "./DayField";
import { faultOf } from "./faults";
import { clockFieldNames, windowName } from "./names";
import { ZoneField } from "./ZoneField";
import { showZone } from "./zones";

type ClockFieldsProps = {
  problems: readonly FieldProblem[];
  /** The zone of a programme that has been published, which stays. */
  zone?: string | undefined;
  programme: Pick<ProgrammeOut, "texts">;
};

/** The windows as days, the last day included, or as times of a day. The form around them is the context's. */
export function ClockFields({ problems, zone, programme }: ClockFieldsProps) {
  const { register } = useFormContext<ClockValues>();
  const error = (name: ClockField) => faultOf(problems, name);
  const opens = (name: EdgeField, day: string) => (
    <DayField {...{ name, day }} time={t`Opens at`} error={error(name)} />
  );
  const closes = (name: EdgeField, day: string) => (
    <DayField {...{ name, day }} time={t`Closes at`} error={error(name)} />
  );
  const place = zone && showZone(zone);
  return (
    <>
      {place ? (
        <p className="muted">{t`Time zone of the programme: ${{ place }}`}</p>
      ) : (
        <ZoneField error={error("zone")} />
      )}
      <p className="muted">{t`Without a time these are whole days, the last one included.`}</p>
      {windows.map(({ name, from, until, optional }) => (
        <fieldset key={name} className="field window">
          <legend>{windowName(name, programme)}</legend>
          {optional && <p className="muted">{t`Left empty: from the mentors’ first day until requests end.`}</p>}
          {opens(from, t`First day`)}
          {closes(until, t`Last day`)}
        </fieldset>
      ))}
      <fieldset className="field window">
        <legend>{t`Halfway and feedback`}</legend>
        <TextField
          {...register("halfway_on")}
          type="date"
          label={clockFieldNames.halfway_on()}
          error={error("halfway_on")}
          optional
        />
        {closes("feedback_closes", t`Last day of feedback`)}
      </fieldset>
    </>
  );
}

const windows = [
  { name: "mentor_signup", from: "mentor_signup_opens", until: "mentor_signup_closes", optional: false },
  { name: "mentee_signup", from: "mentee_signup_opens", until: "mentee_signup_closes", optional: true },
  { name: "requests", from: "requests_opens", until: "requests_closes", optional: false },
  { name: "running", from: "running_opens", until: "running_closes", optional: false },
] as const;
