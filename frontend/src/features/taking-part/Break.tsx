import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import type { ParticipantOut } from "../../api/generated/types.gen";
import { pauseParticipantMutation, resumeParticipantMutation } from "../../api/taking-part/@tanstack/react-query.gen";
import { useAct } from "../../api/useAct";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";

/** A break from new requests, and its end; matches go on. */
export function Break({ own }: { own: ParticipantOut }) {
  return (
    <section>
      <h2>{t`A break`}</h2>
      {own.state === "paused" ? <ComeBack own={own} /> : <Pause own={own} />}
    </section>
  );
}

function Pause({ own }: { own: ParticipantOut }) {
  const announce = useAnnounce();
  const mutationKey = ["pause", own.id];
  const headersOf = useAct(mutationKey);
  const pause = useMutation({
    ...pauseParticipantMutation(),
    mutationKey,
    onSuccess: () => announce(t`You are on a break. Come back whenever it suits you.`),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const headers = headersOf();
    if (headers) pause.mutate({ path: { participant_id: own.id }, headers });
  };
  return (
    <form onSubmit={submit}>
      <p>
        {own.role === "mentor"
          ? t`While you are on a break nobody can ask you. Requests that wait for your answer now are closed and their senders told. Your matches go on.`
          : t`While you are on a break you can ask nobody, and a request that waits is closed. If you have a mentor, that goes on.`}
      </p>
      <FailedAct error={pause.error} />
      <div className="actions">
        <SubmitButton pending={pause.isPending}>{t`Take a break`}</SubmitButton>
      </div>
    </form>
  );
}

function ComeBack({ own }: { own: ParticipantOut }) {
  const announce = useAnnounce();
  const mutationKey = ["resume", own.id];
  const headersOf = useAct(mutationKey);
  const resume = useMutation({
    ...resumeParticipantMutation(),
    mutationKey,
    onSuccess: () => announce(t`Welcome back. Your break is over.`),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const headers = headersOf();
    if (headers) resume.mutate({ path: { participant_id: own.id }, headers });
  };
  return (
    <form onSubmit={submit}>
      <p>{t`You are on a break. Your matches go on as they are.`}</p>
      <FailedAct error={resume.error} />
      <div className="actions">
        <SubmitButton pending={resume.isPending}>{t`End the break`}</SubmitButton>
      </div>
    </form>
  );
}
