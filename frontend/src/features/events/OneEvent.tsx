import { plural, t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { EventOut } from "../../api/events/types.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { useProgrammeOf } from "../../api/useProgramme";
import { capitalised, languageName } from "../../i18n/labels";
import { showMoment } from "../../ui/dates";
import { Facts } from "../../ui/Facts";
import { Loaded } from "../../ui/Loaded";
import { OwnWords } from "../../ui/OwnWords";
import { Page } from "../../ui/Page";
import { Rendered } from "../../ui/Rendered";
import { audienceOf, inLanguage, spanOf, titleOf } from "./eventWords";
import { ForCoordinators } from "./ForCoordinators";
import { MySignUp } from "./MySignUp";

/** One event, for those who may come and for those who run it. */
export function OneEvent({ event }: { event: EventOut }) {
  const programme = useProgrammeOf(event.programme_id);
  const words = inLanguage(event.texts);
  return (
    <Page title={titleOf(event)} lead={<time dateTime={event.starts}>{spanOf(event)}</time>}>
      <Cancelled event={event} />
      {event.me?.recommended && event.state === "published" && (
        <p className="notice">{t`Recommended for you, since you are here for the first time. Everybody is welcome.`}</p>
      )}
      <Loaded query={programme}>
        {(found) => (
          <>
            <About event={event} programme={found} />
            {words && <Rendered className="own-words" html={words.html} lang={words.language} />}
            {event.me && <MySignUp event={event} me={event.me} />}
            {event.coordinates && <ForCoordinators event={event} />}
          </>
        )}
      </Loaded>
      <p>
        <Link to="/events">{t`All events`}</Link>
      </p>
    </Page>
  );
}

function Cancelled({ event }: { event: EventOut }) {
  if (event.state !== "cancelled") return null;
  return (
    <div className="notice">
      <p>
        <strong>{t`This event has been cancelled.`}</strong>
      </p>
      {event.cancel_note && <OwnWords text={event.cancel_note} />}
    </div>
  );
}

function About({ event, programme }: { event: EventOut; programme: ProgrammeOut }) {
  return (
    <Facts
      facts={[
        [t`Venue`, event.place_kind === "online" && !event.place ? t`Online` : event.place],
        [t`Link`, event.link && <a href={event.link}>{event.link}</a>],
        [t`Language`, capitalised(languageName(event.language))],
        [t`Who it is for`, audienceOf(event, programme)],
        [t`Seats`, seatsOf(event)],
        [t`Sign-up closes`, event.sign_up_closes !== event.starts && showMoment(event.sign_up_closes, event.zone)],
      ]}
    />
  );
}

function seatsOf({ taken, capacity, waiting }: EventOut): string {
  if (capacity === null) return plural({ taken }, { one: "# person is coming", other: "# people are coming" });
  return waiting > 0
    ? t`${{ taken }} of ${{ capacity }} seats taken, ${{ waiting }} on the waiting list`
    : t`${{ taken }} of ${{ capacity }} seats taken`;
}
