import { useQuery } from "@tanstack/react-query";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { listGroupsOptions } from "../../api/groups/@tanstack/react-query.gen";
import type { GroupOut } from "../../api/groups/types.gen";

/** The groups that a mentor leads and that have room, also those that let nobody ask: a coordinator may fill them. */
export function useGroupsOf(mentorId: string, { id, rules }: ProgrammeOut): readonly GroupOut[] {
  const query = { state: "active", limit: 200 } as const;
  const groups = useQuery({
    ...listGroupsOptions({ path: { programme_id: id }, query }),
    enabled: rules.groups !== "none",
  }).data;
  return (groups?.items ?? []).filter(
    ({ free, mentors }) => free > 0 && mentors.some(({ participant_id }) => participant_id === mentorId),
  );
}
