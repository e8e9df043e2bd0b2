import { plural, t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { EventItemOut } from "../../api/events/types.gen";
import { spanOf, titleOf } from "./eventWords";

/** One event of a list: what, when, where, and how one stands to it. */
export function EventRow({ event }: { event: EventItemOut }) {
  const { taken, capacity } = event;
  return (
    <li>
      <p>
        <Link to="/events/$eventId" params={{ eventId: event.id }}>
          <bdi>{titleOf(event)}</bdi>
        </Link>
      </p>
      <p>
        <time dateTime={event.starts}>{spanOf(event)}</time>
      </p>
      <p className="muted">
        {event.place_kind === "online" ? t`Online` : <bdi>{event.place}</bdi>}
        {" · "}
        {capacity === null
          ? plural({ taken }, { one: "# person is coming", other: "# people are coming" })
          : t`${{ taken }} of ${{ capacity }} seats taken`}
      </p>
      <Standing event={event} />
    </li>
  );
}

function Standing({ event }: { event: EventItemOut }) {
  const words = standingWords(event);
  return words ? (
    <p>
      <strong>{words}</strong>
    </p>
  ) : null;
}

function standingWords({ state, me }: EventItemOut): string | undefined {
  if (state === "draft") return t`Draft`;
  if (state === "cancelled") return t`Cancelled`;
  if (me?.state === "seat") return t`You have a seat`;
  if (me?.state === "waiting") return t`You are on the waiting list`;
  return me?.recommended ? t`Recommended for you` : undefined;
}
