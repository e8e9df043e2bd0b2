import { useController, useFormContext } from "react-hook-form";
import { TextField } from "../../ui/fields";
import { dayIn, timeIn, withTime } from "../../ui/localTime";
import type { ClockValues, EdgeField } from "./clockValues";

type DayFieldProps = { name: EdgeField; day: string; time: string; error: string | undefined };

/** An end of a window: a whole day, or a time of that day. One value of the form, so that both are compared and kept as one. */
export function DayField({ name, day, time, error }: DayFieldProps) {
  const { control } = useFormContext<ClockValues>();
  const { field } = useController({ control, name });
  const [date, clock] = [dayIn(field.value), timeIn(field.value)];
  return (
    <div className="day">
      <TextField
        {...field}
        type="date"
        label={day}
        value={date}
        error={error}
        onChange={({ target }) => field.onChange(withTime(target.value, clock))}
      />
      <TextField
        id={`${name}-time`}
        type="time"
        label={time}
        optional
        value={clock}
        step={/:\d\d:/.test(clock) ? 1 : 60}
        onBlur={field.onBlur}
        onChange={({ target }) => field.onChange(withTime(date, target.value))}
      />
    </div>
  );
}
