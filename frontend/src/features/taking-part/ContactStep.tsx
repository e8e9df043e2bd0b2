import { t } from "@lingui/core/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { readSessionOptions } from "../../api/generated/@tanstack/react-query.gen";
import { fieldProblems, readProblem } from "../../api/problem";
import {
  confirmContactMutation,
  readContactOptions,
  setContactMutation,
} from "../../api/taking-part/@tanstack/react-query.gen";
import type { ContactOut } from "../../api/taking-part/types.gen";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { FailedAct } from "../../ui/FailedAct";
import { TextField } from "../../ui/fields";
import { LoadProblem } from "../../ui/Loaded";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { Waiting } from "../../ui/Waiting";

type ContactStepProps = { participantId: string; onDone: () => void };

/** What a match will give to the other of the two, and to nobody else. */
export function ContactStep({ participantId, onDone }: ContactStepProps) {
  const path = { participant_id: participantId };
  const session = useQuery(readSessionOptions()).data;
  const contact = useQuery({ ...readContactOptions({ path }), retry: false });
  const none = contact.isError && readProblem(contact.error).code === "not_found";
  if (contact.isError && !none) return <LoadProblem error={contact.error} onRetry={() => void contact.refetch()} />;
  if (contact.isPending) return <Waiting />;
  const known = none ? undefined : contact.data;
  const waits = known && (known.next_email ?? (known.confirmed_at ? undefined : known.email));
  return (
    <>
      <p>{t`Only when you and another person have both said yes do you get each other’s contact details. Nobody else sees them.`}</p>
      <ContactForm path={path} known={known} own={session?.person.email ?? ""} onDone={onDone} />
      {waits && <ConfirmForm key={waits} path={path} address={waits} onDone={onDone} />}
    </>
  );
}

type Path = { participant_id: string };
type ContactFormProps = { path: Path; known: ContactOut | undefined; own: string; onDone: () => void };

function ContactForm({ path, known, own, onDone }: ContactFormProps) {
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const save = useMutation({
    ...setContactMutation(),
    onSuccess: (saved) => {
      queryClient.setQueryData(readContactOptions({ path }).queryKey, saved);
      const code = saved.next_email ?? (saved.confirmed_at ? undefined : saved.email);
      announce(code ? t`We have emailed you a code. Write it below.` : t`Saved.`);
      if (!code) onDone();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (save.isPending) return;
    const data = new FormData(event.currentTarget);
    const phone = String(data.get("phone") ?? "").trim();
    save.mutate({ path, body: { email: String(data.get("email") ?? "").trim(), phone: phone || null } });
  };
  const problems = fieldProblems(save.error).map((each) => ({
    ...each,
    message: sentences()[each.field] ?? each.message,
  }));
  const errors = Object.fromEntries(problems.map(({ field, message }) => [field, message]));
  return (
    <form noValidate onSubmit={submit}>
      <ErrorSummary problems={problems} attempt={save.failureCount} />
      <TextField
        name="email"
        type="email"
        autoComplete="email"
        label={t`Email address`}
        help={t`If it is not the one you sign in with, we’ll email a code to it.`}
        defaultValue={known?.next_email ?? known?.email ?? own}
        error={errors.email}
      />
      <TextField
        name="phone"
        type="tel"
        autoComplete="tel"
        label={t`Phone number`}
        defaultValue={known?.phone ?? ""}
        error={errors.phone}
        optional
      />
      {problems.length === 0 && <FailedAct error={save.error} />}
      <div className="actions">
        <SubmitButton pending={save.isPending}>{t`Save and continue`}</SubmitButton>
      </div>
    </form>
  );
}

const sentences = (): Record<string, string> => ({
  email: t`Enter an email address such as name@example.org.`,
  phone: t`Enter a phone number using only digits, spaces and +.`,
});

function ConfirmForm({ path, address, onDone }: { path: Path; address: string; onDone: () => void }) {
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const confirm = useMutation({
    ...confirmContactMutation(),
    onSuccess: (saved) => {
      queryClient.setQueryData(readContactOptions({ path }).queryKey, saved);
      announce(t`Your address is confirmed.`);
      onDone();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (confirm.isPending) return;
    confirm.mutate({ path, body: { code: String(new FormData(event.currentTarget).get("code") ?? "").trim() } });
  };
  const wrong = confirm.isError && readProblem(confirm.error).code === "validation";
  const tooMany = t`That was too many wrong codes. Save the address again and we’ll email you a new one.`;
  return (
    <form className="card" noValidate onSubmit={submit}>
      <h2>{t`The code from the email`}</h2>
      <p>
        {t`It was sent to:`} <span dir="auto">{address}</span>
      </p>
      <TextField
        name="code"
        label={t`Code`}
        inputMode="numeric"
        autoComplete="one-time-code"
        error={
          wrong ? t`This is not the code from the email. Check it, or save the address again for a new one.` : undefined
        }
      />
      {!wrong && <FailedAct error={confirm.error} own={{ too_many_requests: tooMany }} />}
      <div className="actions">
        <SubmitButton pending={confirm.isPending}>{t`Confirm`}</SubmitButton>
      </div>
    </form>
  );
}
