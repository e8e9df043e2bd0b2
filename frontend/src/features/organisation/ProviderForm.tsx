import { t } from "@lingui/core/macro";
import { type FormEvent, useState } from "react";
import type { ProviderOut } from "../../api/coordination/types.gen";
import { fieldProblems } from "../../api/problem";
import { FailedAct } from "../../ui/FailedAct";
import { SubmitButton } from "../../ui/SubmitButton";
import { Conflict } from "../../ui/versions/Conflict";
import { Restored } from "../../ui/versions/Restored";
import { ProviderFields } from "./ProviderFields";
import { shownValues } from "./providerNames";
import { providerProblems } from "./providerProblems";
import { type ProviderValues, readLines, valuesOf } from "./providerValues";
import { useProviderForm } from "./useProviderForm";

type ProviderFormProps = {
  provider: ProviderOut;
  /** Whether something is typed that is not saved. */
  onTyped: (typed: boolean) => void;
};

/** What the service gave us, and what its words mean here. */
export function ProviderForm({ provider, onTyped }: ProviderFormProps) {
  const { editing, mine, type, startAgain, decided } = useProviderForm(provider, onTyped);
  const [unclear, setUnclear] = useState<readonly string[]>([]);
  const { save, theirs, base } = editing;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (save.isPending) return;
    const lines = readLines(mine.kinds).unclear;
    setUnclear(lines);
    if (lines.length === 0) save.mutate(mine);
  };
  return (
    <>
      {editing.restored && <Restored onStartAgain={startAgain} />}
      <form noValidate onSubmit={submit}>
        <ProviderFields
          provider={base}
          values={mine}
          problems={fieldProblems(save.error)}
          unclear={unclear}
          onType={type}
        />
        <FailedAct error={save.error} own={providerProblems()} />
        <div className="actions">
          <SubmitButton pending={save.isPending}>{t`Save`}</SubmitButton>
        </div>
      </form>
      {theirs && (
        <Conflict<ProviderOut, ProviderValues>
          theirs={theirs}
          base={base}
          mine={mine}
          valuesOf={valuesOf}
          shown={shownValues()}
          onDecided={decided}
          onClose={editing.putOff}
        />
      )}
    </>
  );
}
