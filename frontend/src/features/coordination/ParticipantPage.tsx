import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { MouseEvent } from "react";
import { listCertificatesOptions } from "../../api/coordination/@tanstack/react-query.gen";
import { readParticipantOptions, readProfileOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { ParticipantOut, ProgrammeOut } from "../../api/generated/types.gen";
import { readVerificationOptions } from "../../api/taking-part/@tanstack/react-query.gen";
import { useProgrammeOf } from "../../api/useProgramme";
import { showCalendarDay } from "../../ui/dates";
import { Facts } from "../../ui/Facts";
import { Loaded } from "../../ui/Loaded";
import { MenteeProfile } from "../../ui/MenteeProfile";
import { Moment } from "../../ui/Moment";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import { mayBePaired } from "./acts";
import { EraseParticipant } from "./EraseParticipant";
import { MentorProfile } from "./MentorProfile";
import { Pairing } from "./Pairing";
import { PersonActs } from "./PersonActs";
import { registerWord, roleName, stateName } from "./personWords";
import { TheirRows } from "./TheirRows";
import "../../styles/pages.css";
import "./coordination.css";

const route = getRouteApi("/people/$participantId");

export function ParticipantPage() {
  const { participantId } = route.useParams();
  const person = useQuery(readParticipantOptions({ path: { participant_id: participantId } }));
  return person.data ? (
    <Found person={person.data} />
  ) : (
    <Page title={t`Person`}>
      <Loaded query={person}>{() => null}</Loaded>
    </Page>
  );
}

function Found({ person }: { person: ParticipantOut }) {
  const programme = useProgrammeOf(person.programme_id);
  const title = person.name || t`(no name yet)`;
  if (programme.data?.coordinates === false) return <NotForYou title={t`Person`} />;
  return (
    <Page title={title}>
      <Loaded query={programme}>{(found) => <Person person={person} programme={found} />}</Loaded>
    </Page>
  );
}

type PersonProps = { person: ParticipantOut; programme: ProgrammeOut };

function Person({ person, programme }: PersonProps) {
  return (
    <>
      <p className="lead">
        {roleName(person.role, programme)} · {stateName(person.state)}
      </p>
      {person.undeliverable && (
        <p className="error">{t`Emails are not reaching this address. Contact them in another way and ask them to correct it.`}</p>
      )}
      {mayBePaired(person) && (
        <p>
          {/* biome-ignore lint/a11y/useValidAnchor: it leads to a place on this page */}
          <a href="#pair" className="button" onClick={goToPairing}>
            {t`Suggest a pair`}
          </a>
        </p>
      )}
      <PersonActs person={person} programme={programme} />
      {person.role === "mentor" && person.state === "active" && programme.rules.groups !== "none" && (
        <p className="actions">
          <Link
            to="/groups/{-$groupId}/{-$view}"
            params={{ groupId: "new", view: undefined }}
            search={{ programme: programme.id, about: person.id }}
            className="button"
          >
            {t`Open a group for this mentor`}
          </Link>
        </p>
      )}
      <Standing person={person} programme={programme} />
      <TheirRows person={person} programme={programme} />
      <Profile person={person} programme={programme} />
      {mayBePaired(person) && <Pairing person={person} programme={programme} />}
      <p>
        <Link to="/audit" search={{ programme: programme.id, about: person.id }}>
          {t`Their history in the audit trail`}
        </Link>
      </p>
      <p>
        <Link to="/people" search={{ programme: programme.id }}>
          {t`Everybody in the programme`}
        </Link>
      </p>
      <EraseParticipant person={person} programme={programme} />
    </>
  );
}

/** Leaves the address alone, like the skip link. */
function goToPairing(event: MouseEvent) {
  event.preventDefault();
  document.getElementById("pair")?.scrollIntoView();
  document.getElementById("pair")?.focus({ preventScroll: true });
}

function Standing({ person, programme: { id: programme_id, zone, rules, clock, now } }: PersonProps) {
  const over = Date.parse(now) >= Date.parse(clock.running_closes);
  const { published_at: published, approved_at: approved } = person;
  const byRegister = person.role === "mentor" && rules.mentor_admission === "register";
  const path = { participant_id: person.id };
  const certificates = listCertificatesOptions({ path: { programme_id }, query: path });
  const held = useQuery({ ...certificates, enabled: over }).data?.items[0];
  const check = useQuery({ ...readVerificationOptions({ path }), enabled: byRegister }).data;
  return (
    <Facts
      facts={[
        [t`Places`, person.places === null ? null : String(person.places)],
        [t`Active pairs`, String(person.active_matches - person.gathering)],
        [t`Groups waiting for members`, person.gathering > 0 && String(person.gathering)],
        [t`Open requests`, String(person.pending_requests)],
        [t`Profile published`, published && <Moment key="published" at={published} zone={zone} />],
        [t`Checked in the register`, check && registerWord(check.verification)],
        [t`Certificate issued`, held && showCalendarDay(held.issued_on)],
        [t`Approved`, approved && <Moment key="approved" at={approved} zone={zone} />],
      ]}
    />
  );
}

function Profile({ person, programme }: PersonProps) {
  const profile = useQuery(readProfileOptions({ path: { participant_id: person.id } }));
  return (
    <section>
      <h2>{t`Profile`}</h2>
      <Loaded query={profile}>
        {(found) =>
          "school" in found ? (
            <MenteeProfile profile={found} programme={programme} />
          ) : (
            <MentorProfile profile={found} programme={programme} />
          )
        }
      </Loaded>
    </section>
  );
}
