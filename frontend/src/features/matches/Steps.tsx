import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { addStepMutation, changeStepMutation, dropStepMutation } from "../../api/months/@tanstack/react-query.gen";
import type { StepOut } from "../../api/months/types.gen";
import { useAct } from "../../api/useAct";
import { showCalendarDay } from "../../ui/dates";
import { FailedAct } from "../../ui/FailedAct";
import { TextField } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { goalProblems } from "./monthsWords";

type StepsProps = { steps: readonly StepOut[]; matchId: string; goalId?: string; active: boolean };

/** Concrete things to do, ticked off by whoever did them. */
export function Steps({ steps, matchId, goalId, active }: StepsProps) {
  const [adding, setAdding] = useState(false);
  return (
    <>
      {steps.length > 0 && (
        <ul className="rows">
          {steps.map((step) => (
            <Step key={step.id} step={step} active={active} />
          ))}
        </ul>
      )}
      {active &&
        (adding ? (
          <AddStep matchId={matchId} goalId={goalId} onDone={() => setAdding(false)} />
        ) : (
          <p>
            <button type="button" onClick={() => setAdding(true)}>
              {t`Add a step`}
            </button>
          </p>
        ))}
    </>
  );
}

function Step({ step, active }: { step: StepOut; active: boolean }) {
  const change = useMutation({ ...changeStepMutation(), mutationKey: ["step", step.id] });
  const drop = useMutation({ ...dropStepMutation(), mutationKey: ["step", step.id] });
  const path = { step_id: step.id };
  const busy = change.isPending || drop.isPending;
  const done = step.done_at !== null;
  return (
    <li className="step">
      <label>
        <input
          type="checkbox"
          checked={change.isPending ? !done : done}
          disabled={!active}
          onChange={() => !busy && change.mutate({ path, body: { done: !done } })}
        />
        <span className={done ? "done" : undefined} dir="auto">
          {step.words}
        </span>
      </label>
      {step.due_on && !done && <span className="muted"> {t`By: ${{ day: showCalendarDay(step.due_on) }}`}</span>}
      {active && (
        <button type="button" className="quiet" onClick={() => !busy && drop.mutate({ path })}>
          {t`Remove`}
          <span className="visually-hidden"> {step.words}</span>
        </button>
      )}
      <FailedAct error={change.error ?? drop.error} own={goalProblems()} />
    </li>
  );
}

type AddStepProps = { matchId: string; goalId: string | undefined; onDone: () => void };

function AddStep({ matchId, goalId, onDone }: AddStepProps) {
  const announce = useAnnounce();
  const [missing, setMissing] = useState(false);
  const id = goalId ?? "pair";
  const mutationKey = ["add-step", matchId, id];
  const headersOf = useAct(mutationKey);
  const add = useMutation({
    ...addStepMutation(),
    mutationKey,
    onSuccess: () => {
      announce(t`The step has been added.`);
      onDone();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const body = { words: text("words"), due_on: text("due_on") || null, goal_id: goalId ?? null };
    setMissing(!body.words);
    if (!body.words) return document.getElementById(`words-${id}`)?.focus();
    const headers = headersOf(JSON.stringify(body));
    if (headers) add.mutate({ path: { match_id: matchId }, body, headers });
  };
  return (
    <form noValidate onSubmit={submit}>
      <TextField
        id={`words-${id}`}
        name="words"
        label={t`What needs to be done`}
        maxLength={500}
        error={missing ? t`Write a few words.` : undefined}
        dir="auto"
      />
      <TextField id={`due-${id}`} name="due_on" type="date" label={t`By when`} optional />
      <FailedAct error={add.error} own={goalProblems()} />
      <div className="actions">
        <button type="button" onClick={onDone}>
          {t`Cancel`}
        </button>
        <SubmitButton pending={add.isPending}>{t`Add`}</SubmitButton>
      </div>
    </form>
  );
}
