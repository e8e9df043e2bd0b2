import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { readEventOptions } from "../../api/events/@tanstack/react-query.gen";
import type { EventOut } from "../../api/events/types.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { useProgrammeOf } from "../../api/useProgramme";
import { Loaded } from "../../ui/Loaded";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import { Conflict } from "../../ui/versions/Conflict";
import { Restored } from "../../ui/versions/Restored";
import { EventForm } from "./EventForm";
import { type EventValues, valuesOf } from "./eventForm";
import { shownFields } from "./eventNames";
import { useEventForm } from "./useEventForm";
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
      <Loaded query={event}>{(found) => <Edit key={found.id} found={found} />}</Loaded>
    </Page>
  );
}

function Edit({ found }: { found: EventOut }) {
  const programme = useProgrammeOf(found.programme_id);
  return (
    <>
      {found.state === "published" && (
        <p className="notice">
          {t`Everybody who is signed up or on the waiting list is told by email when the time, the place or the link changes.`}
        </p>
      )}
      <Loaded query={programme}>{(known) => <EditForm found={found} programme={known} />}</Loaded>
    </>
  );
}

/** The form holds what was typed on top of the version that it was opened with, whatever is loaded anew beside it. */
function EditForm({ found, programme }: { found: EventOut; programme: ProgrammeOut }) {
  const { editing, first, mine, typed, fill } = useEventForm(found, programme);
  return (
    <>
      {editing.restored && <Restored onStartAgain={() => fill(editing.startAgain())} />}
      <EventForm
        key={first.number}
        values={first.values}
        programme={programme}
        saving={editing.save}
        onTyped={typed}
        onSave={(values) => editing.save.mutate(values)}
      >
        {t`Save`}
      </EventForm>
      {editing.theirs && (
        <Conflict<EventOut, EventValues>
          theirs={editing.theirs}
          base={editing.base}
          mine={mine}
          valuesOf={(event) => valuesOf(event, programme.languages)}
          shown={shownFields(programme)}
          onDecided={(seen, values) => {
            editing.decided(seen, values);
            fill(values);
          }}
          onClose={editing.putOff}
        />
      )}
    </>
  );
}
