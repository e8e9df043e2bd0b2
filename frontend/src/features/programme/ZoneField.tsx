import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useFormContext } from "react-hook-form";
import { SelectField } from "../../ui/fields";
import type { ClockValues } from "./clockValues";
import { clockFieldNames } from "./names";
import { zoneChoices } from "./zones";

/** Chosen once, before anybody has read the days: see docs/decisions/0008. */
export function ZoneField({ error }: { error: string | undefined }) {
  const { register, getValues } = useFormContext<ClockValues>();
  const [choices] = useState(() => zoneChoices(getValues("zone")));
  return (
    <SelectField
      {...register("zone")}
      label={clockFieldNames.zone()}
      help={t`The days and times below are in this time zone. It can be changed until the programme is published.`}
      choices={choices}
      error={error}
    />
  );
}
