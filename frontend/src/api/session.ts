import { queryOptions } from "@tanstack/react-query";
import { readSessionQueryKey } from "./generated/@tanstack/react-query.gen";
import { readSession } from "./generated/sdk.gen";
import type { SessionOut } from "./generated/types.gen";
import { readProblem } from "./problem";

/** Who is signed in; null is nobody, which is no error. */
export const sessionOptions = () =>
  queryOptions({
    queryKey: readSessionQueryKey(),
    queryFn: async ({ signal }): Promise<SessionOut | null> => {
      try {
        const { data } = await readSession({ signal, throwOnError: true });
        return data;
      } catch (error) {
        if (readProblem(error).code === "unauthenticated") return null;
        throw error;
      }
    },
  });
