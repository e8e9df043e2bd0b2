import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { signOffFromEventMutation, signUpForEventMutation } from "../../api/events/@tanstack/react-query.gen";
import type { EventOut, MySignUpOut } from "../../api/events/types.gen";
import { useAct } from "../../api/useAct";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { eventProblems } from "./eventWords";

type MySignUpProps = { event: EventOut; me: MySignUpOut };

/** How one stands to an event, and what one can do about it. */
export function MySignUp({ event, me }: MySignUpProps) {
  if (event.state !== "published") return null;
  return (
    <section className="card">
      <h2>{t`Your sign-up`}</h2>
      {me.state === null ? <NotYet event={event} me={me} /> : <SignedUp event={event} me={me} />}
    </section>
  );
}

function NotYet({ event, me }: MySignUpProps) {
  const announce = useAnnounce();
  const mutationKey = ["sign-up", event.id];
  const headersOf = useAct(mutationKey);
  const signUp = useMutation({
    ...signUpForEventMutation(),
    mutationKey,
    onSuccess: ({ state }) =>
      announce(
        state === "seat"
          ? t`You are signed up. The invitation is on its way to you by email.`
          : t`You are on the waiting list.`,
      ),
  });
  const submit = (press: FormEvent) => {
    press.preventDefault();
    const headers = headersOf(String(event.version));
    if (headers) signUp.mutate({ path: { event_id: event.id }, headers });
  };
  if (me.refusal) return <p>{eventProblems()[me.refusal]}</p>;
  const full = event.capacity !== null && event.taken >= event.capacity;
  return (
    <form onSubmit={submit}>
      <p>
        {full
          ? t`All seats are taken. You can join the waiting list: as soon as a seat is free and it is your turn, you get it and we write to you.`
          : t`You’ll get an email that adds the event to your calendar.`}
      </p>
      <FailedAct error={signUp.error} own={eventProblems()} />
      <SubmitButton pending={signUp.isPending}>{full ? t`Join the waiting list` : t`Sign up`}</SubmitButton>
    </form>
  );
}

function SignedUp({ event, me }: MySignUpProps) {
  const announce = useAnnounce();
  const mutationKey = ["sign-off", event.id];
  const headersOf = useAct(mutationKey);
  const signOff = useMutation({
    ...signOffFromEventMutation(),
    mutationKey,
    onSuccess: () => announce(t`Your sign-up has been cancelled.`),
  });
  const submit = (press: FormEvent) => {
    press.preventDefault();
    const headers = headersOf();
    if (headers) signOff.mutate({ path: { event_id: event.id }, headers });
  };
  const position = me.position ?? 0;
  return (
    <form onSubmit={submit}>
      <p>
        <strong>
          {me.state === "seat" ? t`You have a seat.` : t`You are on the waiting list: number ${{ position }}.`}
        </strong>
      </p>
      <FailedAct error={signOff.error} own={eventProblems()} />
      <div className="actions">
        {me.state === "seat" && (
          <a className="button" href={`/api/v1/events/${event.id}/calendar`} download>
            {t`Add to calendar`}
          </a>
        )}
        <button type="submit" aria-disabled={signOff.isPending}>
          {t`Cancel sign-up`}
        </button>
      </div>
    </form>
  );
}
