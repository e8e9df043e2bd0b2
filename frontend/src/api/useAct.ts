import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Act, actFor } from "./act";

/**
 * The headers for one act of a person. A second press while the first is under way gets none, and is to be ignored;
 * a retry of the same content gets the same key.
 */
export function useAct(
  mutationKey: readonly string[],
): (content?: string) => { "idempotency-key": string } | undefined {
  const queryClient = useQueryClient();
  const [last] = useState<{ act?: Act }>({});
  return (content = "") => {
    if (queryClient.isMutating({ mutationKey }) > 0) return undefined;
    last.act = actFor(content, last.act);
    return { "idempotency-key": last.act.key };
  };
}
