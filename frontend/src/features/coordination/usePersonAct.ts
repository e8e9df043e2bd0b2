import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useAct } from "../../api/useAct";
import { useAnnounce } from "../../ui/Status";
import { outcomeOf } from "./actWords";
import { type PlainAct, sendAct } from "./sendAct";

/** One act on one person: how it goes, and what a form does when it is sent. */
export function usePersonAct(act: PlainAct, participantId: string, onDone?: () => void) {
  const announce = useAnnounce();
  const mutationKey = [act, participantId];
  const headersOf = useAct(mutationKey);
  const mutation = useMutation({
    mutationFn: (headers: { "idempotency-key": string }) =>
      sendAct(act, { path: { participant_id: participantId }, headers }),
    mutationKey,
    onSuccess: () => {
      announce(outcomeOf(act));
      onDone?.();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const headers = headersOf();
    if (headers) mutation.mutate(headers);
  };
  return { error: mutation.error, isPending: mutation.isPending, submit };
}
