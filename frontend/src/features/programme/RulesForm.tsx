import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
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
import { faultsIn } from "./faults";
import { RuleFields } from "./RuleFields";
import { ruleName, ruleProblems, shownRules } from "./ruleNames";
import { patchOf, type RulesValues, ruleField, rulesProblems, valuesOfRules } from "./rulesValues";
import { useEditing } from "./useEditing";
import { type Version, versionIn } from "./version";

const valuesOf = ({ programme }: Version) => valuesOfRules(programme);

async function send(mine: RulesValues, { programme: { id }, etag }: Version): Promise<Version> {
  const call = { path: { programme_id: id }, headers: { "if-match": etag }, body: patchOf(mine) };
  return versionIn(await editProgramme({ ...call, throwOnError: true }));
}

export function RulesForm({ start }: { start: Version }) {
  const announce = useAnnounce();
  const onSaved = (version: Version) => {
    form.reset(valuesOf(version));
    announce(t`The rules have been saved.`);
  };
  const editing = useEditing({ start, draft: `rules:${start.programme.id}`, valuesOf, send, onSaved });
  const form = useForm<RulesValues>({ defaultValues: editing.first, shouldFocusError: false });
  const [tries, setTries] = useState(0);
  const [own, setOwn] = useState<FieldProblem[]>([]);
  const { save, theirs, base } = editing;
  const problems = own.length > 0 ? own : faultsIn(save.error, ruleField);
  const submit = form.handleSubmit((values) => {
    if (save.isPending) return;
    const found = rulesProblems(values);
    setOwn(found);
    setTries(tries + 1);
    save.reset();
    if (found.length === 0) save.mutate(values);
  });
  return (
    <>
      <form noValidate onSubmit={submit} onChange={() => editing.keep(form.getValues())}>
        <ErrorSummary
          problems={problems}
          nameOf={(field) => ruleName(field, base.programme)}
          attempt={tries + save.failureCount}
        />
        {editing.restored && <Restored onStartAgain={() => form.reset(editing.startAgain())} />}
        {base.programme.rules.mentor_admission === "register" && (
          <p>
            <Link to="/programme/register">{t`Upload the register of mentors`}</Link>
          </p>
        )}
        <RuleFields register={form.register} problems={problems} programme={base.programme} />
        {problems.length === 0 && <FailedAct error={save.error} own={ruleProblems()} />}
        <div className="actions">
          <SubmitButton pending={save.isPending}>{t`Save the rules`}</SubmitButton>
        </div>
      </form>
      {theirs && (
        <Conflict<Version, RulesValues>
          theirs={theirs}
          base={base}
          mine={form.getValues()}
          valuesOf={valuesOf}
          shown={shownRules(base.programme)}
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
