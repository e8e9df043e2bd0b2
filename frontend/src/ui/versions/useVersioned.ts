import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { dropDraft, keepDraft, readDraft } from "../draft";
import { type Outcome, same, saveOrCompare, type Values } from "./saving";

export type Editing<W, V> = {
  /** What the page had read when the form was opened. */
  start: W;
  draft: string;
  valuesOf: (version: W) => V;
  send: (mine: V, base: W) => Promise<W>;
  readAgain: () => Promise<W>;
  onSaved: (version: W) => void;
};
type Kept<W, V> = { base: W; mine: V };

/** What somebody edits who may not be alone: the version it was made from, what was typed on top of it, and saving it. */
export function useVersioned<W, V extends Values>({ start, draft, valuesOf, send, readAgain, onSaved }: Editing<W, V>) {
  const [kept, setKept] = useState(() => readKept<W, V>(draft));
  const [base, setBase] = useState(kept?.base ?? start);
  const [theirs, setTheirs] = useState<W>();
  const settle = ({ kind, version }: Outcome<W>) => {
    if (kind === "conflict") return setTheirs(version);
    dropDraft(draft);
    setKept(undefined);
    setBase(version);
    onSaved(version);
  };
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
    decided: (seen: W, mine: V) => {
      setTheirs(undefined);
      setBase(seen);
      keepDraft(draft, { text: JSON.stringify({ base: seen, mine }) });
    },
    putOff: () => setTheirs(undefined),
  };
}

function readKept<W, V>(draft: string): Kept<W, V> | undefined {
  const { text } = readDraft(draft);
  if (!text) return undefined;
  const kept: unknown = JSON.parse(text);
  return isKept<W, V>(kept) ? kept : undefined;
}

/** Only this hook writes drafts of these names, in this tab alone. */
const isKept = <W, V>(kept: unknown): kept is Kept<W, V> =>
  typeof kept === "object" && kept !== null && "base" in kept && "mine" in kept;
