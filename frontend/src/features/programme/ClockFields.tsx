import { t } from "@lingui/core/macro";
import type { UseFormRegisterReturn } from "react-hook-form";
import type { FieldProblem } from "../../api/problem";
import { zoneName } from "../../ui/dates";
import { TextField } from "../../ui/fields";
import type { ClockField, ClockValues } from "./clockValues";
import { faultOf } from "./faults";
import { windowNames } from "./names";

type ClockFieldsProps = {
  register: (field: ClockField) => UseFormRegisterReturn;
  /** What the form began with: it tells which fields have a time of day. */
  shown: Partial<ClockValues>;
  problems: readonly FieldProblem[];
  zone: string;
};

/** The windows as days, the last day included; what is not at midnight keeps its time. */
export function ClockFields({ register, shown, problems, zone }: ClockFieldsProps) {
  const place = zoneName(zone);
  const field = (name: ClockField, label: string, timed: string, optional = false) => {
    const type = shown[name]?.includes("T") ? "datetime-local" : "date";
    return (
      <TextField
        key={`${name}-${type}`}
        {...register(name)}
        type={type}
        label={type === "date" ? label : timed}
        error={faultOf(problems, name)}
        optional={optional}
        {...(type === "datetime-local" && { step: /:\d\d:/.test(shown[name] ?? "") ? 1 : 60 })}
      />
    );
  };
  return (
    <>
      <p className="muted">{t`Days are whole days, the last one included. The clock is that of: ${{ place }}.`}</p>
      {windows.map(({ name, opens, closes, optional }) => (
        <fieldset key={name} className="field window">
          <legend>{windowNames[name]()}</legend>
          {optional && <p className="muted">{t`Left empty: from the mentors’ first day until requests end.`}</p>}
          {field(opens, t`First day`, t`Begins`)}
          {field(closes, t`Last day`, t`Ends`)}
        </fieldset>
      ))}
      <fieldset className="field window">
        <legend>{t`Halfway and feedback`}</legend>
        {field("halfway_on", t`Halfway check-in`, t`Halfway check-in`, true)}
        {field("feedback_closes", t`Last day of feedback`, t`Feedback ends`)}
      </fieldset>
    </>
  );
}

const windows = [
  { name: "mentor_signup", opens: "mentor_signup_opens", closes: "mentor_signup_closes", optional: false },
  { name: "mentee_signup", opens: "mentee_signup_opens", closes: "mentee_signup_closes", optional: true },
  { name: "requests", opens: "requests_opens", closes: "requests_closes", optional: false },
  { name: "running", opens: "running_opens", closes: "running_closes", optional: false },
] as const;
