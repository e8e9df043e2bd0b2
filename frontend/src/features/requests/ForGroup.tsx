import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { GroupNameOut } from "../../api/generated/types.gen";

type ForGroupProps = { group: GroupNameOut; programmeId: string };

/** Which group a place is asked for in. */
export function ForGroup({ group, programmeId }: ForGroupProps) {
  return (
    <p>
      {t`A place in the group:`}{" "}
      <Link
        to="/groups/{-$groupId}/{-$view}"
        params={{ groupId: group.match_id, view: undefined }}
        search={{ programme: programmeId }}
      >
        <bdi>{group.theme}</bdi>
      </Link>
    </p>
  );
}
