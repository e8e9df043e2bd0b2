import { useQuery } from "@tanstack/react-query";
import { readProfileOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";

const usual: readonly string[] = ["fi", "sv", "en"];

/** The languages that a group of this mentor may be held in: the mentor's own first, then the programme's and the usual. */
export function useSpoken(mentorId: string | undefined, programme: ProgrammeOut): readonly string[] {
  const profile = useQuery({
    ...readProfileOptions({ path: { participant_id: mentorId ?? "" } }),
    enabled: mentorId !== undefined,
  }).data;
  return [...new Set([...(profile?.languages ?? []), ...programme.languages, ...usual])];
}
