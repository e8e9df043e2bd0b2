import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { editProgramme } from "../../api/coordination/sdk.gen";
import type { FieldProblem } from "../../api/problem";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { Conflict } from "../../ui/versions/Conflict";
import { Restored } from "../../ui/versions/Restored";
import { EntryList } from "./EntryList";
import { faultsIn } from "./faults";
import { entryName, shownLists } from "./listNames";
import { useEditing } from "./useEditing";
import { type Version, versionIn } from "./version";
import {
  lists,
  type VocabularyValues,
  valuesOfVocabulary,
  vocabularyField,
  vocabularyOf,
  vocabularyProblems,
} from "./vocabularyValues";

const valuesOf = ({ programme }: Version) => valuesOfVocabulary(programme);

async function send(mine: VocabularyValues, { programme: { id }, etag }: Version): Promise<Version> {
  const call = { path: { programme_id: id }, headers: { "if-match": etag }, body: { vocabulary: vocabularyOf(mine) } };
  return versionIn(await editProgramme({ ...call, throwOnError: true }));
}

export function VocabularyForm({ start }: { start: Version }) {
  const { id, languages } = start.programme;
  const announce = useAnnounce();
  const onSaved = (version: Version) => {
    form.reset(valuesOf(version));
    announce(t`Words and questions have been saved.`);
  };
  const editing = useEditing({ start, draft: `vocabulary:${id}`, valuesOf, send, onSaved });
  const form = useForm<VocabularyValues>({ defaultValues: editing.first, shouldFocusError: false });
  const [tries, setTries] = useState(0);
  const [own, setOwn] = useState<FieldProblem[]>([]);
  const { save, theirs, base } = editing;
  const problems = own.length > 0 ? own : faultsIn(save.error, vocabularyField);
  const keep = () => editing.keep(form.getValues());
  const submit = form.handleSubmit((values) => {
    if (save.isPending) return;
    const found = vocabularyProblems(values, languages);
    setOwn(found);
    setTries(tries + 1);
    save.reset();
    if (found.length === 0) save.mutate(values);
  });
  return (
    <>
      <form noValidate onSubmit={submit} onChange={keep}>
        <ErrorSummary problems={problems} nameOf={entryName} attempt={tries + save.failureCount} />
        {editing.restored && <Restored onStartAgain={() => form.reset(editing.startAgain())} />}
        <p className="notice">{t`Rename rather than remove: what people have chosen stays in their profiles, and without its entry it has no name.`}</p>
        {lists.map((list) => (
          <EntryList key={list} {...{ list, form, problems }} programme={base.programme} onEdited={keep} />
        ))}
        {problems.length === 0 && <FailedAct error={save.error} />}
        <div className="actions">
          <SubmitButton pending={save.isPending}>{t`Save words and questions`}</SubmitButton>
        </div>
      </form>
      {theirs && (
        <Conflict<Version, VocabularyValues>
          theirs={theirs}
          base={base}
          mine={form.getValues()}
          valuesOf={valuesOf}
          shown={shownLists(base.programme)}
          onDecided={(seen, values) => {
            editing.decided(seen, values);
            form.reset(values);
          }}
          onClose={editing.putOff}
        />
      )}
    </>
  );
}
