import { listProgrammesOptions } from "./generated/@tanstack/react-query.gen";
import type { ProgrammeOut } from "./generated/types.gen";

/** As many as the API gives at once; the newest come first. */
export const programmesOptions = () => listProgrammesOptions({ query: { limit: 200 } });

export const ownProgrammes = (all: readonly ProgrammeOut[]) =>
  all.filter((programme) => programme.participant || programme.coordinates || programme.browses);

/** The programme that the address names, else the newest where one takes part, or runs it (public ones first), or may look around. */
export function chooseProgramme(all: readonly ProgrammeOut[], wanted: string | undefined): ProgrammeOut | undefined {
  const own = ownProgrammes(all);
  return (
    own.find(({ id }) => id === wanted) ??
    own.find(({ participant }) => participant) ??
    own.find(({ coordinates, phase }) => coordinates && phase !== "draft" && phase !== "archived") ??
    own.find(({ coordinates }) => coordinates) ??
    own[0]
  );
}

/** Staff look around and ask nobody. */
export type Part = "mentee" | "mentor" | "coordinator" | "staff";

/** What one is in a programme; taking part outranks running it, because it is what waits for an answer. */
export const partIn = ({ participant, coordinates }: ProgrammeOut): Part =>
  participant?.role ?? (coordinates ? "coordinator" : "staff");

/** Whoever may look through the mentors: students, to ask one, and staff, who may also be mentors or coordinators. */
export const looksThrough = (programme: ProgrammeOut) => partIn(programme) === "mentee" || programme.browses;
