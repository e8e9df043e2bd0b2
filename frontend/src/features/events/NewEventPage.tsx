import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { createEventMutation } from "../../api/events/@tanstack/react-query.gen";
import { useAct } from "../../api/useAct";
import { useProgramme } from "../../api/useProgramme";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import { useAnnounce } from "../../ui/Status";
import { EventForm } from "./EventForm";
import { newEvent } from "./eventForm";
import "../../styles/pages.css";

/** Plan an event: it stays a draft until sign-up is opened. */
export function NewEventPage() {
  const programme = useProgramme();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const mutationKey = ["create-event"];
  const headersOf = useAct(mutationKey);
  const create = useMutation({
    ...createEventMutation(),
    mutationKey,
    onSuccess: ({ id }) => {
      announce(t`The draft is saved. Check it and open sign-up.`);
      void navigate({ to: "/events/$eventId", params: { eventId: id } });
    },
  });
  if (!programme?.coordinates) return <NotForYou title={t`Plan an event`} />;
  return (
    <Page title={t`Plan an event`} lead={t`It stays a draft that only coordinators see until you open sign-up.`}>
      <EventForm
        values={newEvent(programme.languages)}
        programme={programme}
        saving={create}
        onSave={(_, body) => {
          const headers = headersOf(JSON.stringify(body));
          if (headers) create.mutate({ path: { programme_id: programme.id }, body, headers });
        }}
      >
        {t`Save the draft`}
      </EventForm>
    </Page>
  );
}
