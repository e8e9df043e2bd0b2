import { useQuery } from "@tanstack/react-query";
import { ownProgrammes, programmesOptions } from "../../api/programme";
import { programmeName } from "../../ui/programmeName";

/** What one's programmes are called, by their ids; "" for one that is not to be seen any more. */
export function useProgrammeNames(): (id: string | null) => string {
  const all = useQuery(programmesOptions()).data?.items ?? [];
  return (id) => {
    const programme = all.find((each) => each.id === id);
    return programme ? programmeName(programme, ownProgrammes(all)) : "";
  };
}
