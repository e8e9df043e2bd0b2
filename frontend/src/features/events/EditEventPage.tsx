import { t } from "@lingui/core/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { editEventMutation, readEventOptions } from "../../api/events/@tanstack/react-query.gen";
import type { EventOut } from "../../api/events/types.gen";
import { useAct } from "../../api/useAct";
import { useProgrammeOf } from "../../api/useProgramme";
import { Loaded } from "../../ui/Loaded";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import { useAnnounce } from "../../ui/Status";
import { EventForm } from "./EventForm";
import "../../styles/pages.css";

const route = getRouteApi("/events/$eventId/$section");

export function EditEventPage() {
  const { eventId } = route.useParams();
  const event = useQuery(readEventOptions({ path: { event_id: eventId } }));
  if (event.data && !event.data.coordinates) return <NotForYou title={t`Edit the event`} />;
  return (
    <Page title={t`Edit the event`}>
      <p>
        <Link to="/events/$eventId" params={{ eventId }}>
          {t`Back to the event`}
        </Link>
      </p>
      <Loaded query={event}>{(found) => <Edit found={found} />}</Loaded>
    </Page>
  );
}

/** The form holds the version that it was opened with: what is loaded anew beside it must not change what one writes. */
function Edit({ found }: { found: EventOut }) {
  const [event] = useState(found);
  const programme = useProgrammeOf(event.programme_id);
  const announce = useAnnounce();
  const navigate = useNavigate();
  const mutationKey = ["edit-event", event.id];
  const headersOf = useAct(mutationKey);
  const save = useMutation({
    ...editEventMutation(),
    mutationKey,
    onSuccess: () => {
      announce(t`Saved.`);
      void navigate({ to: "/events/$eventId", params: { eventId: event.id } });
    },
  });
  return (
    <>
      {event.state === "published" && (
        <p className="notice">
          {t`Everybody who is signed up or waits is told by e-mail when the time, the place or the link changes.`}
        </p>
      )}
      <Loaded query={programme}>
        {(known) => (
          <EventForm
            event={event}
            programme={known}
            saving={save}
            onSave={(body) => {
              const headers = headersOf(JSON.stringify(body));
              if (!headers) return;
              const version = { "If-Match": `"v${event.version}"` };
              save.mutate({ path: { event_id: event.id }, body, headers: { ...headers, ...version } });
            }}
          >
            {t`Save`}
          </EventForm>
        )}
      </Loaded>
    </>
  );
}
