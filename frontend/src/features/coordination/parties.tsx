import type { PartyOut, ProgrammeOut } from "../../api/generated/types.gen";
import type { Fact } from "../../ui/Facts";
import { PersonLink } from "./PersonLink";
import { roleName } from "./personWords";

type Parties = { mentor: PartyOut; mentee: PartyOut };

/** Between whom: the first that is told of a request or a suggestion. */
export const parties = ({ mentor, mentee }: Parties, programme: ProgrammeOut): Fact[] => [
  [roleName("mentor", programme), <PersonLink key="mentor" party={mentor} programmeId={programme.id} />],
  [roleName("mentee", programme), <PersonLink key="mentee" party={mentee} programmeId={programme.id} />],
];
