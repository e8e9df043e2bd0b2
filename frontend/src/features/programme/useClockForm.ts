import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { previewClockMutation } from "../../api/coordination/@tanstack/react-query.gen";
import { setClock } from "../../api/coordination/sdk.gen";
import type { FieldProblem } from "../../api/problem";
import { useAnnounce } from "../../ui/Status";
import { same } from "../../ui/versions/saving";
import { type ClockValues, clockProblems, valuesOfClock, zonedClock } from "./clockValues";
import { faultsIn } from "./faults";
import { useEditing } from "./useEditing";
import { type Version, versionIn } from "./version";

export const clockValuesIn = ({ programme }: Version) => valuesOfClock(programme);

async function send(mine: ClockValues, { programme, etag }: Version): Promise<Version> {
  const path = { programme_id: programme.id };
  const call = { path, headers: { "if-match": etag }, body: zonedClock(mine, programme) };
  return versionIn(await setClock({ ...call, throwOnError: true }));
}

/** First the preview, then the saving; what stands in the form is not lost on any of the ways. */
export function useClockForm(start: Version) {
  const { id } = start.programme;
  const announce = useAnnounce();
  const preview = useMutation({ ...previewClockMutation(), meta: { tellsItself: true } });
  const onSaved = (version: Version) => {
    preview.reset();
    form.reset(clockValuesIn(version));
    announce(t`The schedule has been saved.`);
  };
  const editing = useEditing({ start, draft: `clock:${id}`, valuesOf: clockValuesIn, send, onSaved });
  const form = useForm<ClockValues>({ defaultValues: editing.first, shouldFocusError: false });
  const [tries, setTries] = useState(0);
  const [own, setOwn] = useState<FieldProblem[]>([]);
  const error = preview.error ?? editing.save.error;
  const submit = form.handleSubmit((values) => {
    if (preview.isPending) return;
    const found = clockProblems(values);
    setOwn(found);
    setTries(tries + 1);
    preview.reset();
    editing.save.reset();
    if (found.length > 0) return;
    if (same(values, clockValuesIn(editing.base))) return announce(t`There is nothing to save: no date has changed.`);
    preview.mutate({ path: { programme_id: id }, body: zonedClock(values, editing.base.programme) });
  });
  return {
    form,
    editing,
    preview,
    submit,
    error,
    problems: own.length > 0 ? own : faultsIn(error),
    attempt: tries + preview.failureCount,
    decided: (seen: Version, values: ClockValues) => {
      editing.decided(seen, values);
      preview.reset();
      form.reset(values);
    },
    putOff: () => {
      editing.putOff();
      preview.reset();
    },
  };
}
