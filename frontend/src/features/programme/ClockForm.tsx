import { t } from "@lingui/core/macro";
import { FormProvider, useWatch } from "react-hook-form";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { FailedAct } from "../../ui/FailedAct";
import { SubmitButton } from "../../ui/SubmitButton";
import { Conflict } from "../../ui/versions/Conflict";
import { Restored } from "../../ui/versions/Restored";
import { ClockDrawing } from "./ClockDrawing";
import { ClockFields } from "./ClockFields";
import { ClockPreview } from "./ClockPreview";
import { clockRefusals } from "./clockRefusals";
import type { ClockField, ClockValues } from "./clockValues";
import { clockFieldName, clockFieldNames } from "./names";
import { showField } from "./showClock";
import { clockValuesIn, useClockForm } from "./useClockForm";
import type { Version } from "./version";

/** The dates, beside what they look like; they are saved from the preview. */
export function ClockForm({ start }: { start: Version }) {
  const clock = useClockForm(start);
  const { form, editing, preview, problems } = clock;
  const { programme } = editing.base;
  const { zone, published_at: published } = start.programme;
  const mine = useWatch({ control: form.control, compute: (values: ClockValues) => values });
  return (
    <div className="beside">
      <ClockDrawing values={mine} programme={programme} />
      <form noValidate onSubmit={clock.submit} onChange={() => editing.keep(form.getValues())}>
        <ErrorSummary
          problems={problems}
          nameOf={(field) => clockFieldName(field, programme)}
          attempt={clock.attempt}
        />
        {editing.restored && <Restored onStartAgain={() => form.reset(editing.startAgain())} />}
        <FormProvider {...form}>
          <ClockFields problems={problems} zone={published ? zone : undefined} programme={programme} />
        </FormProvider>
        {problems.length === 0 && !preview.data && <FailedAct error={clock.error} own={clockRefusals()} />}
        <div className="actions">
          <SubmitButton pending={preview.isPending}>{t`See who is affected`}</SubmitButton>
        </div>
      </form>
      {preview.data && !editing.theirs && (
        <ClockPreview
          touched={preview.data}
          base={editing.base}
          changes={changesIn(clockValuesIn(editing.base), mine, programme)}
          save={editing.save}
          onSave={() => editing.save.mutate(form.getValues())}
          onClose={preview.reset}
        />
      )}
      {editing.theirs && (
        <Conflict<Version, ClockValues>
          theirs={editing.theirs}
          base={editing.base}
          mine={mine}
          valuesOf={clockValuesIn}
          shown={shown(programme)}
          onDecided={clock.decided}
          onClose={clock.putOff}
        />
      )}
    </div>
  );
}

const isField = (field: string): field is ClockField => field in clockFieldNames;
const fields = Object.keys(clockFieldNames).filter(isField);

const shown = (programme: ProgrammeOut) =>
  fields.map((field) => ({
    field,
    label: clockFieldName(field, programme),
    show: (values: ClockValues) => showField(field, values),
  }));

function changesIn(base: ClockValues, mine: ClockValues, programme: ProgrammeOut) {
  const changed = fields.filter((field) => base[field] !== mine[field]);
  return changed.map((field) => ({
    field,
    label: clockFieldName(field, programme),
    before: showField(field, base),
    after: showField(field, mine),
  }));
}
