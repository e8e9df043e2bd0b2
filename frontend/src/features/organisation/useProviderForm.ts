import { t } from "@lingui/core/macro";
import { useState } from "react";
import type { ProviderOut } from "../../api/coordination/types.gen";
import { useAnnounce } from "../../ui/Status";
import { useVersioned } from "../../ui/versions/useVersioned";
import { changeProvider, readProvider } from "./changeProvider";
import { keepable, type ProviderValues, patchOf, valuesOf } from "./providerValues";

/** A provider in the hands of somebody who may not be alone, and what the form on it holds. */
export function useProviderForm(provider: ProviderOut, onTyped: (typed: boolean) => void) {
  const announce = useAnnounce();
  const editing = useVersioned<ProviderOut, ProviderValues>({
    start: provider,
    draft: `provider:${provider.id}`,
    valuesOf,
    send: (mine, base) => changeProvider(base, patchOf(mine, base.kind)),
    readAgain: () => readProvider(provider.id),
    onSaved: (version) => {
      setMine(valuesOf(version));
      onTyped(false);
      announce(t`Saved.`);
    },
  });
  const [mine, setMine] = useState<ProviderValues>(editing.first);
  return {
    editing,
    mine,
    type: (field: keyof ProviderValues, typed: string) => {
      const values = { ...mine, [field]: typed };
      setMine(values);
      onTyped(true);
      editing.keep(keepable(values));
    },
    startAgain: () => {
      setMine(editing.startAgain());
      onTyped(false);
    },
    decided: (seen: ProviderOut, values: ProviderValues) => {
      editing.decided(seen, keepable(values));
      setMine(values);
    },
  };
}
