import { plural, t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { listAttendanceOptions, readEventOptions } from "../../api/events/@tanstack/react-query.gen";
import type { AttendeeOut, EventOut } from "../../api/events/types.gen";
import { useProgrammeOf } from "../../api/useProgramme";
import { EmptyState } from "../../ui/EmptyState";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { AttendanceTable } from "./AttendanceTable";
import { spanOf, titleOf } from "./eventWords";
import "../../styles/pages.css";

const route = getRouteApi("/events/$eventId/$section");

/** Who is signed up and who came; on paper a list to tick off at the door. */
export function AttendancePage() {
  const { eventId } = route.useParams();
  const path = { event_id: eventId };
  const event = useQuery(readEventOptions({ path }));
  const attendance = useQuery(listAttendanceOptions({ path }));
  const title = event.data && titleOf(event.data);
  return (
    <Page title={title ? t`Who is coming: ${{ title }}` : t`Who is coming`} lead={event.data && spanOf(event.data)}>
      <p className="screen-only">
        <Link to="/events/$eventId" params={{ eventId }}>
          {t`Back to the event`}
        </Link>
      </p>
      <Loaded query={event}>
        {(found) => (
          <Loaded query={attendance}>
            {({ items }) => (items.length > 0 ? <Listed event={found} items={items} /> : <Nobody event={found} />)}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

function Listed({ event, items }: { event: EventOut; items: AttendeeOut[] }) {
  const programme = useProgrammeOf(event.programme_id);
  const [seated, waiting] = ["seat", "waiting"].map((state) => items.filter((each) => each.state === state));
  const count = seated?.length ?? 0;
  const came = items.filter((each) => each.came).length;
  return (
    <Loaded query={programme}>
      {(known) => (
        <>
          <p>
            {plural({ count }, { one: "# person has a seat", other: "# people have a seat" })}
            {came > 0 && ` · ${plural({ came }, { one: "# person came", other: "# people came" })}`}
          </p>
          <p className="screen-only">
            <button type="button" onClick={() => window.print()}>
              {t`Print the list`}
            </button>
          </p>
          <AttendanceTable event={event} programme={known} rows={seated ?? []} caption={t`Have a seat`} />
          {waiting && waiting.length > 0 && (
            <AttendanceTable event={event} programme={known} rows={waiting} caption={t`On the waiting list`} />
          )}
        </>
      )}
    </Loaded>
  );
}

function Nobody({ event }: { event: EventOut }) {
  return (
    <EmptyState
      title={t`Nobody has signed up yet`}
      action={
        <Link to="/events/$eventId" params={{ eventId: event.id }}>
          {t`Back to the event`}
        </Link>
      }
    />
  );
}
