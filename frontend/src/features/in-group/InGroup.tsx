import type { MatchOut, ProgrammeOut } from "../../api/generated/types.gen";
import { Members } from "./Members";
import { Parting } from "./Parting";

type InGroupProps = { match: MatchOut; programme: ProgrammeOut; part: "members" | "parting" };

/** What a group's page has in the place of a pair's: who is in it and how to reach them, and how one leaves (R22, R27). */
export function InGroup({ match, programme, part }: InGroupProps) {
  return part === "members" ? (
    <Members match={match} programme={programme} />
  ) : (
    <Parting match={match} programme={programme} />
  );
}
