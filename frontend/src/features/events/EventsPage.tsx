import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { type AsyncRouteComponent, getRouteApi, Link, lazyRouteComponent } from "@tanstack/react-router";
import { Suspense } from "react";
import { readEventOptions } from "../../api/events/@tanstack/react-query.gen";
import { useProgramme } from "../../api/useProgramme";
import { Loaded } from "../../ui/Loaded";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import { Waiting } from "../../ui/Waiting";
import { EventList } from "./EventList";
import { OneEvent } from "./OneEvent";
import "../../styles/pages.css";

/* The room's three routes share a file, and so a chunk: every chunk that the router knows weighs on every first page. */

const list = getRouteApi("/events");
const one = getRouteApi("/events/$eventId");
const part = getRouteApi("/events/$eventId/$section");

/** Briefings and joint events, what is coming first. */
export function EventsPage() {
  const programme = useProgramme();
  const when = list.useSearch().state === "past" ? "past" : "coming";
  if (!programme || !(programme.participant || programme.coordinates)) return <NotForYou title={t`Events`} />;
  return (
    <Page title={t`Events`}>
      {programme.coordinates && (
        <p>
          <Link to="/events/$eventId/$section" params={{ eventId: "new", section: "edit" }} className="button primary">
            {t`Plan an event`}
          </Link>
        </p>
      )}
      <EventList programme={programme} when={when} />
    </Page>
  );
}

export function EventPage() {
  const { eventId } = one.useParams();
  const event = useQuery(readEventOptions({ path: { event_id: eventId } }));
  return event.data ? (
    <OneEvent event={event.data} />
  ) : (
    <Page title={t`Event`}>
      <Loaded query={event}>{() => null}</Loaded>
    </Page>
  );
}

/** What coordinators do with an event on a page of its own, each fetched when it is opened; "new" is an event yet to be. */
export const sections: Partial<Record<string, AsyncRouteComponent<object>>> = {
  edit: lazyRouteComponent(() => import("./EditEventPage"), "EditEventPage"),
  attendance: lazyRouteComponent(() => import("./AttendancePage"), "AttendancePage"),
};
const NewEvent = lazyRouteComponent(() => import("./NewEventPage"), "NewEventPage");

export function EventSectionPage() {
  const { eventId, section } = part.useParams();
  const Section = eventId === "new" ? NewEvent : sections[section]; // its route lets no other in
  return <Suspense fallback={<Waiting />}>{Section && <Section />}</Suspense>;
}
