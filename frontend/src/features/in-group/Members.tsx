import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { MatchMemberOut, MatchOut, ProgrammeOut } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";
import { AboutMentee } from "../../ui/AboutMentee";
import { ContactCard } from "../../ui/ContactCard";
import { othersIn } from "./others";
import { Sharing } from "./Sharing";

type MembersProps = { match: MatchOut; programme: ProgrammeOut };

/** Everybody in a group with their roles, and the contact details of those whose one has. */
export function Members({ match, programme }: MembersProps) {
  const ownId = programme.participant?.id;
  const others = othersIn(match, ownId);
  const mentee = match.members.some(({ participant_id: id, role }) => id === ownId && role === "mentee");
  const reached = others.filter(({ contact }) => contact !== null);
  return (
    <>
      <h2>{t`Who is in the group`}</h2>
      <ul className="rows">
        {othersIn(match, undefined).map((member) => (
          <Member
            key={member.participant_id}
            member={member}
            own={member.participant_id === ownId}
            programme={programme}
          />
        ))}
      </ul>
      <p>
        <Link
          to="/groups/{-$groupId}/{-$view}"
          params={{ groupId: match.id, view: undefined }}
          search={{ programme: programme.id }}
        >
          {mentee ? t`How the group is described` : t`Change the group, and who can join`}
        </Link>
      </p>
      {others.length === 0 && (
        <p>{t`Nobody has joined the group yet. You’ll get an email when somebody asks for a place.`}</p>
      )}
      {others.length > 0 && (
        <p className="muted">{t`When times are suggested for a meeting, anybody in the group can pick one; it then applies to everybody.`}</p>
      )}
      {reached.length > 0 && <h2>{t`Contact details`}</h2>}
      {reached.map(({ participant_id: id, contact }) => contact && <ContactCard key={id} contact={contact} />)}
      {reached.length > 0 && (
        <p>
          {mentee
            ? t`The mentors have yours in the same way. They are meant for the group only: please don’t pass them on.`
            : t`They have yours in the same way. They are meant for the group only: please don’t pass them on.`}
        </p>
      )}
      {mentee && <Sharing match={match} programme={programme} />}
      {!mentee && others.map((member) => <Profile key={member.participant_id} member={member} programme={programme} />)}
    </>
  );
}

type MemberProps = { member: MatchMemberOut; own: boolean; programme: ProgrammeOut };

function Member({ member: { participant_id: id, name, role }, own, programme }: MemberProps) {
  const reads = role === "mentor" && programme.participant?.role === "mentee";
  return (
    <li>
      {reads ? (
        <Link to="/mentors/$mentorId" params={{ mentorId: id }} search={{ programme: programme.id }}>
          <bdi>{name}</bdi>
        </Link>
      ) : (
        <bdi>{name}</bdi>
      )}{" "}
      <span className="muted">
        {inItsWords(programme, role === "mentor" ? t`Mentor` : t`[Mentee]`)}
        {own && ` · ${t`you`}`}
      </span>
    </li>
  );
}

/** What a mentor reads of those who came into the group; one at a time, for they may be many. */
function Profile({ member, programme }: { member: MatchMemberOut; programme: ProgrammeOut }) {
  if (member.role === "mentor") return null;
  return (
    <details>
      <summary>{t`Profile: ${{ name: member.name }}`}</summary>
      <AboutMentee title={member.name} participantId={member.participant_id} programme={programme} />
    </details>
  );
}
