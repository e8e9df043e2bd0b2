import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { listRhythmOptions } from "../../api/coordination/@tanstack/react-query.gen";
import type { RhythmOut } from "../../api/coordination/types.gen";
import type { MatchOut, ProgrammeOut } from "../../api/generated/types.gen";
import { capitalised } from "../../i18n/labels";
import { type Fact, Facts } from "../../ui/Facts";
import { Loaded } from "../../ui/Loaded";
import { Moment } from "../../ui/Moment";
import { calledBy } from "./pairWords";
import { agreedWords, goalsWords, metWords, standingOf } from "./rhythmWords";
import { When } from "./When";
import { WriteToBoth } from "./WriteToBoth";

/** How a pair stands to the programme's rhythm: that they meet, never what they say (R21). */
export function Stands({ match, programme }: { match: MatchOut; programme: ProgrammeOut }) {
  const pairs = useQuery(
    listRhythmOptions({ path: { programme_id: programme.id }, query: { match_id: match.id, limit: 1 } }),
  );
  return (
    <section>
      <h2>{t`How they are doing`}</h2>
      <Loaded query={pairs}>
        {({ items: [pair] }) =>
          pair && (
            <>
              <Facts facts={factsOf(pair, programme.zone)} />
              <p className="muted">{t`What they say, write and agree on stays between them.`}</p>
              <p className="actions">
                <WriteToBoth
                  members={pair.members}
                  names={calledBy(pair)}
                  group={pair.kind === "group"}
                  programme={programme}
                />
              </p>
            </>
          )
        }
      </Loaded>
    </section>
  );
}

function factsOf(pair: RhythmOut, zone: string): Fact[] {
  const { held_at: held, planned_at: planned, nudged_at: nudged } = pair;
  return [
    [t`Rhythm`, pair.state === "active" && standingOf(pair, zone)],
    [t`Meetings so far`, capitalised(metWords(pair))],
    [t`Last met`, held && <When key="held" at={held} zone={zone} />],
    [t`Next meeting`, planned && <Moment key="planned" at={planned} zone={zone} />],
    [t`Agreement`, capitalised(agreedWords(pair))],
    [t`Goals`, capitalised(goalsWords(pair))],
    [t`Last reminded`, nudged && <When key="nudged" at={nudged} zone={zone} />],
  ];
}
