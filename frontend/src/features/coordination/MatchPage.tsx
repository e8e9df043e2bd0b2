import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { MatchMemberOut, MatchOut, ProgrammeOut } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";
import { type Fact, Facts } from "../../ui/Facts";
import { Page } from "../../ui/Page";
import { AnotherMentor } from "./AnotherMentor";
import { EndDialog } from "./EndDialog";
import { History } from "./History";
import { Origin } from "./Origin";
import { PersonLink } from "./PersonLink";
import { calledBy, endReason } from "./pairWords";
import { roleName } from "./personWords";
import { Stands } from "./Stands";
import { When } from "./When";
import "../../styles/pages.css";
import "./coordination.css";

type MatchPageProps = { match: MatchOut; programme: ProgrammeOut };

/** A pair, for who runs the programme: who, since when, how it came about and what can be done. No contact details (I7). */
export function MatchPage({ match, programme }: MatchPageProps) {
  const [ending, setEnding] = useState(false);
  const [leaver, setLeaver] = useState<MatchMemberOut>();
  const group = match.kind === "group";
  const names = calledBy(match);
  return (
    <Page title={group ? t`Group: ${{ names }}` : t`Pair: ${{ names }}`}>
      <Facts facts={factsOf(match, programme)} />
      {match.state === "active" && (
        <p className="actions">
          <button type="button" className="danger" onClick={() => setEnding(true)}>
            {group ? t`End this group` : t`End this pair`}
          </button>
          {group && (
            <Link
              to="/groups/{-$groupId}/{-$view}"
              params={{ groupId: match.id, view: undefined }}
              search={{ programme: programme.id }}
              className="button"
            >
              {t`Change the group, and who can join`}
            </Link>
          )}
        </p>
      )}
      {group && match.state === "active" && <AnotherMentor groupId={match.id} programme={programme} />}
      {group && match.state === "active" && <TakeOut match={match} onChoose={setLeaver} />}
      {leaver && <EndDialog id={match.id} {...{ names, group, leaver }} onClose={() => setLeaver(undefined)} />}
      {ending && <EndDialog id={match.id} {...{ names, group }} onClose={() => setEnding(false)} />}
      <Stands match={match} programme={programme} />
      {!group && <Origin match={match} programme={programme} />}
      <History about={match.id} programme={programme} />
      <p>
        <Link to="/pairs" search={{ programme: programme.id }}>
          {group ? t`All pairs and groups` : t`All pairs`}
        </Link>
      </p>
    </Page>
  );
}

const mentorsFirst = (a: MatchMemberOut, b: MatchMemberOut) => b.role.localeCompare(a.role);

function TakeOut({ match, onChoose }: { match: MatchOut; onChoose: (member: MatchMemberOut) => void }) {
  return (
    <section>
      <h2>{t`Remove somebody`}</h2>
      <p>{t`The group carries on without them. To find them another place afterwards, suggest it from their page.`}</p>
      <ul className="rows">
        {match.members.toSorted(mentorsFirst).map((member) => (
          <li key={member.participant_id}>
            <p>
              <bdi>{member.name}</bdi>
            </p>
            <button
              type="button"
              aria-label={t`Remove from the group: ${{ name: member.name }}`}
              onClick={() => onChoose(member)}
            >
              {t`Remove from the group`}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function factsOf(match: MatchOut, programme: ProgrammeOut): Fact[] {
  const { zone, id } = programme;
  const { ended_at: ended, end_reason: why } = match;
  const mentors = match.members.filter(({ role }) => role === "mentor");
  const mentees = match.members.filter(({ role }) => role === "mentee");
  const listed = (members: readonly MatchMemberOut[]) => (
    <ul key={members[0]?.role} className="names">
      {members.map((member) => (
        <li key={member.participant_id}>
          <PersonLink party={member} programmeId={id} />
        </li>
      ))}
    </ul>
  );
  return [
    [mentors.length > 1 ? t`Mentors` : roleName("mentor", programme), listed(mentors)],
    [
      mentees.length > 1 ? inItsWords(programme, t`[Mentees]`) : roleName("mentee", programme),
      mentees.length > 0 && listed(mentees),
    ],
    [t`Status`, match.state === "active" ? t`Active` : t`Ended`],
    [t`Started`, <When key="opened" at={match.opened_at} zone={zone} />],
    [t`Ended`, ended && <When key="ended" at={ended} zone={zone} />],
    [t`Why it ended`, why && endReason(why, match.kind)],
  ];
}
