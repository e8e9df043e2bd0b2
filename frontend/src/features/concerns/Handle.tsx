import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { closeConcernMutation, takeConcernMutation } from "../../api/concerns/@tanstack/react-query.gen";
import type { ConcernOut } from "../../api/concerns/types.gen";
import { useAct } from "../../api/useAct";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { concernProblems } from "./concernWords";

/** What somebody who was named does: look after it, then close it. */
export function Handle({ concern }: { concern: ConcernOut }) {
  if (concern.state === "closed") return null;
  return (
    <section>
      <h2>{t`Handling it`}</h2>
      <p>{t`Talk only with those who were named here, unless ${{ name: concern.raised_by_name }} agrees to more. Answer by phone or when you meet rather than by email.`}</p>
      {concern.state === "open" ? <Take concern={concern} /> : <Close concern={concern} />}
    </section>
  );
}

function Take({ concern }: { concern: ConcernOut }) {
  const announce = useAnnounce();
  const mutationKey = ["take", concern.id];
  const headersOf = useAct(mutationKey);
  const take = useMutation({
    ...takeConcernMutation(),
    mutationKey,
    onSuccess: () => announce(t`You are now handling this. Its writer gets an email saying so.`),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const headers = headersOf();
    if (headers) take.mutate({ path: { concern_id: concern.id }, headers });
  };
  return (
    <form onSubmit={submit}>
      <FailedAct error={take.error} own={concernProblems()} />
      <p className="actions">
        <SubmitButton pending={take.isPending}>{t`I’ll handle this`}</SubmitButton>
      </p>
    </form>
  );
}

function Close({ concern }: { concern: ConcernOut }) {
  const announce = useAnnounce();
  const mutationKey = ["close", concern.id];
  const headersOf = useAct(mutationKey);
  const close = useMutation({
    ...closeConcernMutation(),
    mutationKey,
    onSuccess: () => announce(t`Closed. Its writer gets an email saying so.`),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const headers = headersOf();
    if (headers) close.mutate({ path: { concern_id: concern.id }, headers });
  };
  return (
    <form onSubmit={submit}>
      <FailedAct error={close.error} own={concernProblems()} />
      <p>{t`Close it when it is settled, ideally after asking its writer. Nothing can be added after that.`}</p>
      <p className="actions">
        <SubmitButton pending={close.isPending}>{t`Close this`}</SubmitButton>
      </p>
    </form>
  );
}
