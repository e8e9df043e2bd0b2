import { useQuery } from "@tanstack/react-query";
import { readDirectoryOptions, readOverlayOptions } from "../../api/generated/@tanstack/react-query.gen";
import { nobodyLeft } from "./nextStep";

/** Whether nobody is left to ask. The next page shows both answers anyway; until they are here there is somebody. */
export function useMentorsToAsk(programmeId: string): { none: boolean } {
  const path = { programme_id: programmeId };
  const directory = useQuery(readDirectoryOptions({ path })).data;
  const overlay = useQuery(readOverlayOptions({ path })).data;
  return { none: directory !== undefined && overlay !== undefined && nobodyLeft(directory, overlay) };
}
