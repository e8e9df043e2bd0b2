import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { readProgrammeOptions } from "./generated/@tanstack/react-query.gen";
import type { ProgrammeOut } from "./generated/types.gen";
import { chooseProgramme, programmesOptions } from "./programme";
import { serverTime } from "./serverTime";

/** The programme that the page is about. The router has loaded the list before any page that asks. */
export function useProgramme(): ProgrammeOut | undefined {
  const { programme } = useSearch({ strict: false });
  return chooseProgramme(useQuery(programmesOptions()).data?.items ?? [], programme);
}

/**
 * The programme that a thing belongs to, whatever the address says: links in mails name the thing alone. Nothing is asked
 * while the thing itself is still on its way.
 */
export function useProgrammeOf(id: string | undefined) {
  const { data, dataUpdatedAt } = useQuery(programmesOptions());
  const known = data?.items.find((programme) => programme.id === id);
  return useQuery({
    ...readProgrammeOptions({ path: { programme_id: id ?? "" } }),
    enabled: id !== undefined,
    ...(known && { initialData: known, initialDataUpdatedAt: dataUpdatedAt }),
  });
}

/**
 * The server's time now, as an instant; ticks every second, for a window opens at one. A clock that is wrong on one's own
 * table changes nothing. It asks for nothing: a countdown that ends in a full hall must not make everybody call at once.
 */
export function useServerTime(): string {
  const programmes = useQueryClient().getQueryState(programmesOptions().queryKey);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const receivedAt = programmes?.dataUpdatedAt ?? now;
  return serverTime(programmes?.data?.items[0]?.now, receivedAt, Math.max(now, receivedAt));
}
