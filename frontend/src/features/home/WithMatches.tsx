import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { MatchOut, ProgrammeOut } from "../../api/generated/types.gen";

const route = getRouteApi("/");

type WithMatchesProps = {
  matches: readonly MatchOut[];
  programme: ProgrammeOut;
  children: (begun: boolean) => ReactNode;
};

/** What waits in somebody's matches, where they have any, and the rest of their front page. */
export function WithMatches({ matches, programme, children }: WithMatchesProps) {
  const { InMatches } = route.useRouteContext();
  if (matches.length === 0) return children(false);
  return (
    <InMatches matches={matches} programme={programme}>
      {children}
    </InMatches>
  );
}
