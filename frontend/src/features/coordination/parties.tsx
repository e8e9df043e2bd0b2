import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { GroupNameOut, PartyOut, ProgrammeOut } from "../../api/generated/types.gen";
import type { Fact } from "../../ui/Facts";
import { PersonLink } from "./PersonLink";
import { roleName } from "./personWords";

type Parties = { mentor: PartyOut; mentee: PartyOut; group: GroupNameOut | null };

/** Between whom: the first that is told of a request or a suggestion. */
export const parties = ({ mentor, mentee, group }: Parties, programme: ProgrammeOut): Fact[] => [
  [roleName("mentor", programme), <PersonLink key="mentor" party={mentor} programmeId={programme.id} />],
  [roleName("mentee", programme), <PersonLink key="mentee" party={mentee} programmeId={programme.id} />],
  [
    t`A place in the group`,
    group && (
      <Link
        key="group"
        to="/groups/{-$groupId}/{-$view}"
        params={{ groupId: group.match_id, view: undefined }}
        search={{ programme: programme.id }}
      >
        <bdi>{group.theme}</bdi>
      </Link>
    ),
  ],
];
