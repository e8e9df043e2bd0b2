import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import type { ParticipantOut } from "../../api/generated/types.gen";
import { pauseParticipantMutation, resumeParticipantMutation } from "../../api/taking-part/@tanstack/react-query.gen";
import { useAct } from "../../api/useAct";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { partProblems } from "./partProblems";

/** A break from new requests, and its end; matches go on. */
export function Break({ own }: { own: ParticipantOut }) {
  const paused = own.state === "paused";
  const announce = useAnnounce();
  const act = paused ? "resume" : "pause";
  const mutationKey = [act, own.id];
  const headersOf = useAct(mutationKey);
  const turn = useMutation({
    ...(paused ? resumeParticipantMutation() : pauseParticipantMutation()),
    mutationKey,
    onSuccess: () =>
      announce(paused ? t`Welcome back. Your break is over.` : t`You are on a break. Come back whenever it suits you.`),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const headers = headersOf(act);
    if (headers) turn.mutate({ path: { participant_id: own.id }, headers });
  };
  return (
    <section>
      <h2>{t`A break`}</h2>
      <form onSubmit={submit}>
        <p>{paused ? t`You are on a break. Your matches carry on as they are.` : whatItMeans(own)}</p>
        <FailedAct error={turn.error} own={partProblems()} />
        <div className="actions">
          <SubmitButton pending={turn.isPending}>{paused ? t`End the break` : t`Take a break`}</SubmitButton>
        </div>
      </form>
    </section>
  );
}

const whatItMeans = ({ role }: ParticipantOut) =>
  role === "mentor"
    ? t`While you are on a break nobody can ask you. Requests waiting for your answer are closed and the senders are told. Your matches carry on.`
    : t`While you are on a break you can’t ask anybody, and any waiting request is closed. If you have a mentor, that carries on.`;
