import { t } from "@lingui/core/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { listEventsInfiniteOptions } from "../../api/events/@tanstack/react-query.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { useProgramme } from "../../api/useProgramme";
import { EmptyState } from "../../ui/EmptyState";
import { LoadProblem } from "../../ui/Loaded";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import { Waiting } from "../../ui/Waiting";
import { EventRow } from "./EventRow";
import "../../styles/pages.css";

const route = getRouteApi("/events");

/** Briefings and joint events, what is coming first. */
export function EventsPage() {
  const programme = useProgramme();
  if (!programme || !(programme.participant || programme.coordinates)) return <NotForYou title={t`Events`} />;
  return (
    <Page title={t`Events`}>
      {programme.coordinates && (
        <p>
          <Link to="/events/new" className="button primary">
            {t`Plan an event`}
          </Link>
        </p>
      )}
      <Listed programme={programme} />
    </Page>
  );
}

function Listed({ programme }: { programme: ProgrammeOut }) {
  const when = route.useSearch().state === "past" ? "past" : "coming";
  const path = { programme_id: programme.id };
  const events = useInfiniteQuery({
    ...listEventsInfiniteOptions({ path, query: { when } }),
    initialPageParam: { path },
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
  const items = events.data?.pages.flatMap((page) => page.items);
  return (
    <>
      {events.isError && <LoadProblem error={events.error} onRetry={() => void events.refetch()} />}
      {!items && !events.isError && <Waiting />}
      {items?.length === 0 && <Nothing when={when} />}
      {items && items.length > 0 && (
        <ul className="rows">
          {items.map((event) => (
            <EventRow key={event.id} event={event} />
          ))}
        </ul>
      )}
      {events.hasNextPage && (
        <button
          type="button"
          aria-disabled={events.isFetchingNextPage}
          onClick={() => !events.isFetchingNextPage && void events.fetchNextPage()}
        >
          {t`Show more events`}
        </button>
      )}
      {items && items.length > 0 && <p>{otherList(when)}</p>}
    </>
  );
}

const otherList = (when: "coming" | "past") =>
  when === "coming" ? (
    <Link to="/events" search={{ state: "past" }}>
      {t`Past events`}
    </Link>
  ) : (
    <Link to="/events">{t`Events to come`}</Link>
  );

function Nothing({ when }: { when: "coming" | "past" }) {
  return when === "coming" ? (
    <EmptyState title={t`No events to come`} action={otherList(when)}>
      <p>{t`Briefings and joint events appear here as soon as they are announced.`}</p>
    </EmptyState>
  ) : (
    <EmptyState title={t`No past events`} action={otherList(when)} />
  );
}
