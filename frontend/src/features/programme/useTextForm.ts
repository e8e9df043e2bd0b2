import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { setText } from "../../api/coordination/sdk.gen";
import type { FieldProblem } from "../../api/problem";
import { languageName } from "../../i18n/labels";
import { useAnnounce } from "../../ui/Status";
import { faultsIn } from "./faults";
import { type TextValues, textField, textOf, textProblems, valuesOfText } from "./textValues";
import { useEditing } from "./useEditing";
import { type Version, versionIn } from "./version";

export function useTextForm(start: Version, language: string) {
  const { id } = start.programme;
  const announce = useAnnounce();
  const valuesOf = ({ programme }: Version) => valuesOfText(programme, language);
  const send = async (mine: TextValues, { etag }: Version): Promise<Version> => {
    const call = { path: { programme_id: id, language }, headers: { "if-match": etag } };
    return versionIn(await setText({ ...call, body: textOf(mine, language), throwOnError: true }));
  };
  const onSaved = (version: Version) => {
    form.reset(valuesOf(version));
    const saved = languageName(language);
    announce(t`The texts have been saved: ${{ saved }}.`);
  };
  const editing = useEditing({ start, draft: `texts:${id}:${language}`, valuesOf, send, onSaved });
  const form = useForm<TextValues>({ defaultValues: editing.first, shouldFocusError: false });
  const [tries, setTries] = useState(0);
  const [own, setOwn] = useState<FieldProblem[]>([]);
  const submit = form.handleSubmit((values) => {
    if (editing.save.isPending) return;
    const found = textProblems(values, language);
    setOwn(found);
    setTries(tries + 1);
    editing.save.reset();
    if (found.length === 0) editing.save.mutate(values);
  });
  return {
    form,
    editing,
    submit,
    problems: own.length > 0 ? own : faultsIn(editing.save.error, textField),
    attempt: tries + editing.save.failureCount,
  };
}
