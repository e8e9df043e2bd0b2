import type { SurveyResultsOut } from "../../api/surveys/types.gen";

export type Cut = SurveyResultsOut["by"];

/** The last step of a results page's address, by how they are split; null is not at all. */
const views = new Map<Cut, string>([
  [null, "results"],
  ["role", "by-role"],
  ["language", "by-language"],
]);

export const viewOf = (cut: Cut): string => views.get(cut) ?? "results";

/** How an address splits the results; undefined where it shows none. */
export const cutIn = (view: string | undefined): Cut | undefined => [...views].find(([, each]) => each === view)?.[0];
