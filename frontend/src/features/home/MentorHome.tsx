import { plural, t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import {
  listMatchesOptions,
  listRequestsOptions,
  readParticipantOptions,
} from "../../api/generated/@tanstack/react-query.gen";
import type { MatchOut, OwnPartOut, ProgrammeOut } from "../../api/generated/types.gen";
import { useServerTime } from "../../api/useProgramme";
import { inItsWords } from "../../i18n/menteeWord";
import { calledBy } from "../../ui/calledBy";
import { Loaded } from "../../ui/Loaded";
import { MentorNext } from "./MentorNext";
import { MentorPath } from "./MentorPath";
import { isActive, isOver, type MentorStep, mentorStep } from "./nextStep";
import { Suggested } from "./Suggested";
import { WhatNow } from "./WhatNow";
import { WithMatches } from "./WithMatches";

export function MentorHome({ programme, own }: { programme: ProgrammeOut; own: OwnPartOut }) {
  const path = { programme_id: programme.id };
  const mine = { participant_id: own.id }; // who coordinates as well would be shown everybody's
  const requests = useQuery(listRequestsOptions({ path, query: { ...mine, state: "pending" } }));
  const matches = useQuery(listMatchesOptions({ path, query: mine }));
  const now = useServerTime();
  const { clock } = programme;
  return (
    <Loaded query={requests}>
      {(sent) => (
        <Loaded query={matches}>
          {(made) => {
            return (
              <>
                <Suggested programme={programme} own={own} />
                <WithMatches matches={made.items.filter(isActive)} programme={programme}>
                  {(begun) => {
                    const situation = { own, clock, now, begun, requests: sent.items, matches: made.items };
                    const step = mentorStep(situation);
                    return (
                      <>
                        <MentorNext step={step} programme={programme} />
                        <WhatNow programme={programme} />
                        <MyMentees programme={programme} own={own} matches={made.items} />
                        {!walked.has(step.kind) && <MentorPath situation={situation} programme={programme} />}
                      </>
                    );
                  }}
                </WithMatches>
              </>
            );
          }}
        </Loaded>
      )}
    </Loaded>
  );
}

/** When no step of a mentor's path is ahead any more; then they are somewhere on the programme's. */
const walked: ReadonlySet<MentorStep["kind"]> = new Set(["begun", "gone", "over", "parted", "ended", "past"]);

type MyMenteesProps = { programme: ProgrammeOut; own: OwnPartOut; matches: readonly MatchOut[] };

function MyMentees({ programme, own, matches }: MyMenteesProps) {
  const now = useServerTime();
  return (
    <section>
      <h2>{inItsWords(programme, t`My [mentees]`)}</h2>
      {!isOver(programme.clock, now) && <Places participantId={own.id} />}
      <ul className="rows">
        {matches.map((match) => (
          <li key={match.id}>
            <Link to="/matches/$matchId" params={{ matchId: match.id }}>
              <bdi>{calledBy(match, own.id)}</bdi>
            </Link>
            {match.kind === "group" && <span className="muted"> {t`group`}</span>}
            {!isActive(match) && <span className="muted"> {t`ended`}</span>}
          </li>
        ))}
      </ul>
      {programme.rules.groups !== "none" && own.state === "active" && (
        <p>
          <Link
            to="/groups/{-$groupId}/{-$view}"
            params={{ groupId: undefined, view: undefined }}
          >{t`Groups, and how to offer one`}</Link>
        </p>
      )}
    </section>
  );
}

function Places({ participantId }: { participantId: string }) {
  const own = useQuery(readParticipantOptions({ path: { participant_id: participantId } }));
  return (
    <Loaded query={own}>
      {({ places, active_matches: taken }) => {
        const all = places ?? 0;
        const free = Math.max(0, all - taken);
        return (
          <p>
            {plural({ all }, { one: "You have offered # place.", other: "You have offered # places." })}{" "}
            {plural({ free }, { 0: "None are free.", one: "# is free.", other: "# are free." })}
          </p>
        );
      }}
    </Loaded>
  );
}
