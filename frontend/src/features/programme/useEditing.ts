import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { dropDraft, keepDraft, readDraft } from "../../ui/draft";
import { type Outcome, same, saveOrCompare, type Values } from "./saving";
import { type Version, versionOptions } from "./version";

type Editing<V> = {
  /** What the page had read when the form was opened. */
  start: Version;
  draft: string;
  valuesOf: (version: Version) => V;
  send: (mine: V, base: Version) => Promise<Version>;
  onSaved: (version: Version) => void;
};
type Kept<V> = { base: Version; mine: V };

/** One part of a programme in the hands of somebody who may not be alone: the version it was made from, and saving it. */
export function useEditing<V extends Values>({ start, draft, valuesOf, send, onSaved }: Editing<V>) {
  const queryClient = useQueryClient();
  const [kept, setKept] = useState(() => readKept<V>(draft));
  const [base, setBase] = useState(kept?.base ?? start);
  const [theirs, setTheirs] = useState<Version>();
  const settle = ({ kind, version }: Outcome) => {
    if (kind === "conflict") return setTheirs(version);
    dropDraft(draft);
    setKept(undefined);
    setBase(version);
    onSaved(version);
  };
  const readAgain = () => queryClient.fetchQuery(versionOptions(start.programme.id));
  const save = useMutation({
    mutationFn: (mine: V) => saveOrCompare({ mine, base, valuesOf, send, readAgain }),
    onSuccess: settle,
  });
  return {
    base,
    /** What the form begins with: what was typed before a reload, else what is saved. */
    first: { ...valuesOf(base), ...kept?.mine },
    restored: kept !== undefined && !same(kept.mine, valuesOf(start)),
    theirs,
    save,
    keep: (mine: V) => keepDraft(draft, { text: JSON.stringify({ base, mine }) }),
    /** Throws away what was typed; the answer is what the form shows then. */
    startAgain: () => {
      dropDraft(draft);
      setKept(undefined);
      setBase(start);
      return valuesOf(start);
    },
    /** The other version has been seen: what is sent from now on is made from it. */
    decided: (seen: Version, mine: V) => {
      setTheirs(undefined);
      setBase(seen);
      keepDraft(draft, { text: JSON.stringify({ base: seen, mine }) });
    },
    putOff: () => setTheirs(undefined),
  };
}

function readKept<V>(draft: string): Kept<V> | undefined {
  const { text } = readDraft(draft);
  if (!text) return undefined;
  const kept: unknown = JSON.parse(text);
  return isKept<V>(kept) ? kept : undefined;
}

/** Only this hook writes drafts of these names, in this tab alone. */
const isKept = <V>(kept: unknown): kept is Kept<V> =>
  typeof kept === "object" && kept !== null && "base" in kept && "mine" in kept;
