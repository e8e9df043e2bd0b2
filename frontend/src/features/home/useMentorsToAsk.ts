import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { readDirectoryOptions, readOverlayOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { useServerTime } from "../../api/useProgramme";
import { nobodyLeft } from "./nextStep";

/** Milliseconds in which everybody comes, and in which nobody has run out of mentors yet. */
const rush = 120_000;

/**
 * Whether nobody is left to ask; until the answers are here there is somebody. Whoever stood here when the window opened
 * asks for nothing: a full hall must not call at once.
 */
export function useMentorsToAsk({ id, clock }: ProgrammeOut): { none: boolean } {
  const now = useServerTime();
  const [enabled] = useState(() => Date.parse(now) - Date.parse(clock.requests_opens) > rush);
  const path = { programme_id: id };
  const directory = useQuery({ ...readDirectoryOptions({ path }), enabled }).data;
  const overlay = useQuery({ ...readOverlayOptions({ path }), enabled }).data;
  return { none: directory !== undefined && overlay !== undefined && nobodyLeft(directory, overlay) };
}
