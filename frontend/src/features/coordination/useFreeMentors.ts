import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { listParticipantsInfiniteOptions } from "../../api/coordination/@tanstack/react-query.gen";
import type { GroupOut } from "../../api/groups/types.gen";
import { mayBePaired } from "./acts";
import { longestSearch } from "./peopleFilter";

const atOnce = 10;

/** The mentors of a name who take part, have a free place and don't lead this group yet. */
export function useFreeMentors({ programme_id, mentors: leading }: GroupOut, name: string) {
  const path = { programme_id };
  const q = name.trim().slice(0, longestSearch);
  const query = { role: "mentor", state: "active", limit: atOnce, ...(q && { q }) } as const;
  return useInfiniteQuery({
    ...listParticipantsInfiniteOptions({ path, query }),
    // Not an empty cursor, which would be a wrong one.
    initialPageParam: { path },
    getNextPageParam: ({ next_cursor }) => next_cursor,
    placeholderData: keepPreviousData,
    select: ({ pages }) =>
      pages
        .flatMap(({ items }) => items)
        .filter((each) => mayBePaired(each) && !leading.some((one) => one.participant_id === each.id)),
  });
}
