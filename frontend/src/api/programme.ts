import { listProgrammesOptions } from "./generated/@tanstack/react-query.gen";
import type { ProgrammeOut } from "./generated/types.gen";

/** As many as the API gives at once; the newest come first. */
export const programmesOptions = () => listProgrammesOptions({ query: { limit: 200 } });

export const ownProgrammes = (all: readonly ProgrammeOut[]) =>
  all.filter((programme) => programme.participant || programme.coordinates);

/** The programme that the address names, else the newest where one takes part, else the newest that one runs. */
export function chooseProgramme(all: readonly ProgrammeOut[], wanted: string | undefined): ProgrammeOut | undefined {
  const own = ownProgrammes(all);
  return own.find(({ id }) => id === wanted) ?? own.find(({ participant }) => participant) ?? own[0];
}

export type Part = "mentee" | "mentor" | "coordinator";

/** What one is in a programme; taking part outranks running it, because it is what waits for an answer. */
export const partIn = (programme: ProgrammeOut): Part => programme.participant?.role ?? "coordinator";
