import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import {
  cancelEventMutation,
  deleteEventMutation,
  publishEventMutation,
} from "../../api/events/@tanstack/react-query.gen";
import type { EventOut } from "../../api/events/types.gen";
import { useAct } from "../../api/useAct";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { TextArea } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { eventProblems } from "./eventWords";

/** What those who run the programme do with an event. */
export function ForCoordinators({ event }: { event: EventOut }) {
  const [dialog, setDialog] = useState<"cancel" | "delete">();
  return (
    <section className="card">
      <h2>{t`For coordinators`}</h2>
      {event.state === "draft" && <p>{t`This event is a draft: only coordinators see it.`}</p>}
      {event.state === "draft" && <Publish event={event} />}
      <div className="actions">
        {event.state !== "cancelled" && (
          <Link to="/events/$eventId/$section" params={{ eventId: event.id, section: "edit" }} className="button">
            {t`Edit the event`}
          </Link>
        )}
        {event.state !== "draft" && (
          <Link to="/events/$eventId/$section" params={{ eventId: event.id, section: "attendance" }} className="button">
            {t`Who is coming`}
          </Link>
        )}
        {event.state === "published" && (
          <button type="button" className="danger" onClick={() => setDialog("cancel")}>
            {t`Cancel the event`}
          </button>
        )}
        {event.state === "draft" && (
          <button type="button" className="danger" onClick={() => setDialog("delete")}>
            {t`Delete the draft`}
          </button>
        )}
      </div>
      {dialog === "cancel" && <CancelDialog event={event} onClose={() => setDialog(undefined)} />}
      {dialog === "delete" && <DeleteDialog event={event} onClose={() => setDialog(undefined)} />}
    </section>
  );
}

function Publish({ event }: { event: EventOut }) {
  const announce = useAnnounce();
  const mutationKey = ["publish-event", event.id];
  const headersOf = useAct(mutationKey);
  const publish = useMutation({
    ...publishEventMutation(),
    mutationKey,
    onSuccess: () => announce(t`The event is open for sign-up.`),
  });
  const submit = (press: FormEvent) => {
    press.preventDefault();
    const headers = headersOf(String(event.version));
    if (headers) publish.mutate({ path: { event_id: event.id }, headers });
  };
  return (
    <form onSubmit={submit}>
      <FailedAct error={publish.error} own={eventProblems()} />
      <SubmitButton pending={publish.isPending}>{t`Open sign-up`}</SubmitButton>
    </form>
  );
}

type DialogProps = { event: EventOut; onClose: () => void };

function CancelDialog({ event, onClose }: DialogProps) {
  const announce = useAnnounce();
  const mutationKey = ["cancel-event", event.id];
  const headersOf = useAct(mutationKey);
  const cancel = useMutation({
    ...cancelEventMutation(),
    mutationKey,
    onSuccess: () => {
      announce(t`The event is cancelled.`);
      onClose();
    },
  });
  const submit = (press: FormEvent<HTMLFormElement>) => {
    press.preventDefault();
    const note = String(new FormData(press.currentTarget).get("note") ?? "");
    const headers = headersOf(note);
    if (headers) cancel.mutate({ path: { event_id: event.id }, body: { note }, headers });
  };
  return (
    <Dialog title={t`Cancel this event?`} onClose={onClose}>
      <form onSubmit={submit}>
        <p>{t`Everybody who is signed up or on the waiting list is told by email, and the event is removed from their calendars. You can’t undo this.`}</p>
        <TextArea name="note" label={t`A few words for them`} limit={1000} optional />
        <FailedAct error={cancel.error} own={eventProblems()} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Keep the event`}
          </button>
          <SubmitButton pending={cancel.isPending}>{t`Cancel it`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}

function DeleteDialog({ event, onClose }: DialogProps) {
  const announce = useAnnounce();
  const navigate = useNavigate();
  const mutationKey = ["delete-event", event.id];
  const headersOf = useAct(mutationKey);
  const remove = useMutation({
    ...deleteEventMutation(),
    mutationKey,
    onSuccess: () => {
      announce(t`The draft is deleted.`);
      void navigate({ to: "/events" });
    },
  });
  const submit = (press: FormEvent) => {
    press.preventDefault();
    const headers = headersOf();
    if (headers) remove.mutate({ path: { event_id: event.id }, headers });
  };
  return (
    <Dialog title={t`Delete this draft?`} onClose={onClose}>
      <form onSubmit={submit}>
        <p>{t`Nobody but coordinators has seen it. You can’t undo this.`}</p>
        <FailedAct error={remove.error} own={eventProblems()} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Keep the draft`}
          </button>
          <SubmitButton pending={remove.isPending}>{t`Delete it`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
