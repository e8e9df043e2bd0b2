import { t } from "@lingui/core/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { listEventsInfiniteOptions } from "../../api/events/@tanstack/react-query.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { EmptyState } from "../../ui/EmptyState";
import { LoadProblem } from "../../ui/Loaded";
import { Waiting } from "../../ui/Waiting";
import { EventRow } from "./EventRow";

type When = "coming" | "past";

/** What is coming, or what is past, a page at a time. */
export function EventList({ programme, when }: { programme: ProgrammeOut; when: When }) {
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

const otherList = (when: When) =>
  when === "coming" ? (
    <Link to="/events" search={{ state: "past" }}>
      {t`Past events`}
    </Link>
  ) : (
    <Link to="/events">{t`Upcoming events`}</Link>
  );

function Nothing({ when }: { when: When }) {
  return when === "coming" ? (
    <EmptyState title={t`No upcoming events`} action={otherList(when)}>
      <p>{t`Briefings and joint events appear here as soon as they are announced.`}</p>
    </EmptyState>
  ) : (
    <EmptyState title={t`No past events`} action={otherList(when)} />
  );
}
