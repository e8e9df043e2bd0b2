type Leading = { match_id: string | null };

/** The one of these that led to the match. */
export const bornOf = <T extends Leading>(matchId: string, those: readonly T[] | undefined): T | undefined =>
  those?.find(({ match_id }) => match_id === matchId);
