import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { readHomeOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { EventItemOut, ProgrammeOut } from "../../api/generated/types.gen";
import { showEnd } from "../../ui/dates";
import { Loaded } from "../../ui/Loaded";
import { Moment } from "../../ui/Moment";
import { titleIn } from "./attention";
import { DueSurveys } from "./DueSurveys";

/** Surveys that wait for one's answer, and where one may go next; takes no room while there is neither. */
export function WhatNow({ programme }: { programme: ProgrammeOut }) {
  const home = useQuery(readHomeOptions({ path: { programme_id: programme.id } }));
  return (
    <Loaded query={home}>
      {({ surveys, events }) => (
        <>
          <DueSurveys surveys={surveys} programme={programme} />
          <NextEvents title={t`Upcoming events`} events={events}>
            {(event) => <MySignUp event={event} />}
          </NextEvents>
        </>
      )}
    </Loaded>
  );
}

type NextEventsProps = { title: string; events: readonly EventItemOut[]; children: (event: EventItemOut) => ReactNode };

/** What and when, and what its reader needs to know of each. */
export function NextEvents({ title, events, children }: NextEventsProps) {
  if (events.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul className="rows">
        {events.map((event) => {
          const { text, lang } = titleIn(event.titles);
          return (
            <li key={event.id}>
              <Link to="/events/$eventId" params={{ eventId: event.id }} lang={lang}>
                <bdi>{text}</bdi>
              </Link>
              <p>
                <Moment at={event.starts} zone={event.zone} />
              </p>
              <p className="muted">{children(event)}</p>
            </li>
          );
        })}
      </ul>
      <p>
        <Link to="/events">{t`All events`}</Link>
      </p>
    </section>
  );
}

/** How one stands to an event; who has not signed up hears until when they can. */
function MySignUp({ event: { state, me, sign_up_closes: closes, zone, taken, capacity } }: { event: EventItemOut }) {
  if (state === "cancelled") return <strong>{t`Cancelled`}</strong>;
  if (me?.state === "seat") return <strong>{t`You have a seat`}</strong>;
  if (me?.state === "waiting") return <strong>{t`You are on the waiting list`}</strong>;
  const until = showEnd(closes, zone);
  return (
    <>
      {me?.recommended && (
        <>
          <strong>{t`Recommended for you`}</strong>
          {" · "}
        </>
      )}
      {capacity !== null && taken >= capacity ? t`Full, with a waiting list` : t`You can sign up until: ${{ until }}`}
    </>
  );
}
