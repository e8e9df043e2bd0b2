import { useQuery } from "@tanstack/react-query";
import { listMatchesOptions, listRequestsOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { MatchOut, ProgrammeOut, RequestOut } from "../../api/generated/types.gen";

export type Standing = { requests: readonly RequestOut[]; match: MatchOut | undefined };

/** How a student stands, as far as it decides whom they may ask: both lists are short. A group may stand beside a pair. */
export function useStanding({ id, rules, participant }: ProgrammeOut): Standing | undefined {
  const path = { programme_id: id };
  const own = { participant_id: participant?.id }; // who coordinates as well would be shown everybody's
  const requests = useQuery(listRequestsOptions({ path, query: own })).data;
  const matches = useQuery(listMatchesOptions({ path, query: { ...own, state: "active" } })).data;
  if (!requests || !matches) return undefined;
  const match = matches.items.find(({ kind }) => kind === "pair" || rules.groups !== "beside");
  return { requests: requests.items, match };
}
