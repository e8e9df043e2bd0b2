import { useQueryClient } from "@tanstack/react-query";

/** Reads anew what is shown, and waits for it: the next page stands on what has just changed. */
export function useRefresh(): () => Promise<void> {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries();
}
