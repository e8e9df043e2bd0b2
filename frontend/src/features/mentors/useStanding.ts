import { useQuery } from "@tanstack/react-query";
import { listMatchesOptions, listRequestsOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { MatchOut, ProgrammeOut, RequestOut } from "../../api/generated/types.gen";

export type Standing = { requests: readonly RequestOut[]; match: MatchOut | undefined };

/** How a student stands, as far as it decides whom they may ask: both lists are short. */
export function useStanding({ id }: ProgrammeOut): Standing | undefined {
  const path = { programme_id: id };
  const requests = useQuery(listRequestsOptions({ path })).data;
  const matches = useQuery(listMatchesOptions({ path, query: { state: "active" } })).data;
  return requests && matches && { requests: requests.items, match: matches.items[0] };
}
