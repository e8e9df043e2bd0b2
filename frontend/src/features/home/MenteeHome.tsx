import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { listMatchesOptions, listRequestsOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { MatchOut, OwnPartOut, ProgrammeOut } from "../../api/generated/types.gen";
import { useServerTime } from "../../api/useProgramme";
import { calledBy } from "../../ui/calledBy";
import { Loaded } from "../../ui/Loaded";
import { MenteeNext } from "./MenteeNext";
import { isActive, menteeStep } from "./nextStep";
import { Suggested } from "./Suggested";
import { WhatNow } from "./WhatNow";
import { WithMatches } from "./WithMatches";

export function MenteeHome({ programme, own }: { programme: ProgrammeOut; own: OwnPartOut }) {
  const path = { programme_id: programme.id };
  const mine = { participant_id: own.id }; // who coordinates as well would be shown everybody's
  const requests = useQuery(listRequestsOptions({ path, query: mine }));
  const matches = useQuery(listMatchesOptions({ path, query: mine }));
  const now = useServerTime();
  const { clock } = programme;
  return (
    <Loaded query={requests}>
      {(sent) => (
        <Loaded query={matches}>
          {(made) => (
            <>
              <Suggested programme={programme} own={own} />
              <WithMatches matches={made.items.filter(isActive)} programme={programme}>
                {(begun) => (
                  <>
                    <MenteeNext
                      step={menteeStep({ own, clock, now, begun, requests: sent.items, matches: made.items })}
                      programme={programme}
                      own={own}
                    />
                    {!begun && <OtherMatches matches={made.items.filter(isActive).slice(1)} own={own} />}
                  </>
                )}
              </WithMatches>
              <WhatNow programme={programme} />
              {sent.items.length > 0 && <Link to="/requests">{t`All my requests and their answers`}</Link>}
            </>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

/** Where a group may stand beside a pair: whichever of the two the next step is not about. */
function OtherMatches({ matches, own }: { matches: readonly MatchOut[]; own: OwnPartOut }) {
  return matches.map((match) => (
    <p key={match.id}>
      <Link to="/matches/$matchId" params={{ matchId: match.id }}>
        {t`See also: ${{ name: calledBy(match, own.id) }}`}
      </Link>
    </p>
  ));
}
