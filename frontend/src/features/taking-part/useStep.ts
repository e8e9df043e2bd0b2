import { t } from "@lingui/core/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { readProblem } from "../../api/problem";
import { saveProfile } from "../../api/taking-part/sdk.gen";
import { dropDraft, keepDraft, readDraft } from "../../ui/draft";
import { useAnnounce } from "../../ui/Status";
import { bodyWith, etagOf, type Own, ownProfileKey } from "./ownProfile";
import { differing, pick, typedBefore, type Values } from "./profileForm";
import type { Step } from "./steps";

type StepOf = { own: Own; participantId: string; step: Step; onSaved: () => void };

/**
 * A step's words from the first letter to the saved profile. They are kept in this tab with what stood saved when they
 * were typed: so a reload neither loses them nor writes them over what another tab has saved since.
 */
export function useStep({ own, participantId, step: { key, fields }, onSaved }: StepOf) {
  const draft = `profile:${participantId}:${key}`;
  const [typed, setTyped] = useState(() => typedBefore(readDraft(draft).text));
  const [seen, setSeen] = useState(own);
  const [base, setBase] = useState(() => typed?.base ?? pick(fields, own.profile));
  const [collided, setCollided] = useState(differing(base, own.profile).length > 0 ? typed?.values : undefined);
  const [round, setRound] = useState(0);
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const save = useMutation({
    meta: { tellsItself: true },
    mutationFn: async (values: Values): Promise<Own> => {
      const headers = { "if-match": seen.etag };
      const path = { participant_id: participantId };
      const body = bodyWith(seen.profile, values);
      const { data, response } = await saveProfile({ path, headers, body, throwOnError: true });
      return { ...data, etag: etagOf(response) };
    },
    onSuccess: (saved) => {
      dropDraft(draft);
      queryClient.setQueryData(ownProfileKey(participantId), saved);
      announce(t`Saved.`);
      onSaved();
    },
    onError: async (error, values) => {
      if (readProblem(error).code !== "stale") return;
      await queryClient.refetchQueries({ queryKey: ownProfileKey(participantId) });
      setSeen((before) => queryClient.getQueryData<Own>(ownProfileKey(participantId)) ?? before);
      setCollided(values);
    },
  });
  const keep = (values: Values) => keepDraft(draft, { text: JSON.stringify({ values, base }) });
  const takeTheirs = () => {
    dropDraft(draft);
    setTyped(undefined);
    setBase(pick(fields, seen.profile));
    setCollided(undefined);
    setRound(round + 1);
    save.reset();
    announce(t`The form now has the saved version.`);
  };
  const isBack = typed !== undefined && !collided && differing(typed.values, own.profile).length > 0;
  return { values: { ...seen.profile, ...typed?.values }, seen, collided, isBack, round, save, keep, takeTheirs };
}
