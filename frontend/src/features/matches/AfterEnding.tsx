import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { MatchOut, ProgrammeOut } from "../../api/generated/types.gen";
import { useServerTime } from "../../api/useProgramme";
import { inItsWords } from "../../i18n/menteeWord";
import { showEnd } from "../../ui/dates";
import { InConfidence } from "./InConfidence";
import { wayBack } from "./wayBack";

/** The way back to a new match while the programme allows it, and to the coordinators when it does not (R22). */
export function AfterEnding({ match, programme }: { match: MatchOut; programme: ProgrammeOut }) {
  const now = useServerTime();
  const { participant: own, clock } = programme;
  const way = wayBack({ own, clock, now });
  return (
    <section>
      <h2>{t`What comes next`}</h2>
      {way === "open" &&
        (own?.role === "mentor" ? <MentorOpen programme={programme} /> : <MenteeOpen {...{ programme }} />)}
      {way !== "open" && (
        <p>
          {way === "later"
            ? t`You can find a new pair once requests open. The coordinators are glad to hear from you before that:`
            : t`Requests have closed. If you would like to carry on with somebody else, write to the coordinators; they can still bring people together:`}{" "}
          <a href={`mailto:${programme.contact_address}`}>{programme.contact_address}</a>
        </p>
      )}
      <p>{t`If something happened that the organisers should know, you can still tell them.`}</p>
      <p className="actions">
        <InConfidence match={match} />
      </p>
    </section>
  );
}

function MenteeOpen({ programme }: { programme: ProgrammeOut }) {
  const until = showEnd(programme.clock.requests_closes, programme.zone);
  return (
    <>
      <p>{t`You can ask another mentor until ${{ until }}.`}</p>
      <p className="actions">
        <Link to="/mentors" search={{ programme: programme.id }} className="button primary">
          {t`See the mentors`}
        </Link>
      </p>
    </>
  );
}

function MentorOpen({ programme }: { programme: ProgrammeOut }) {
  const until = showEnd(programme.clock.requests_closes, programme.zone);
  return (
    <>
      <p>
        {inItsWords(
          programme,
          t`Your place is free again: [mentees] can ask you until ${{ until }}. If you would rather have a break, say so.`,
        )}
      </p>
      <p className="actions">
        <Link to="/requests" search={{ programme: programme.id }} className="button primary">
          {t`See your requests`}
        </Link>
        <Link to="/taking-part" search={{ programme: programme.id }} className="button">
          {t`Places and breaks`}
        </Link>
      </p>
    </>
  );
}
