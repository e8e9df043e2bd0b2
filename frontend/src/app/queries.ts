import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { readSessionOptions } from "../api/generated/@tanstack/react-query.gen";
import { readProblem } from "../api/problem";
import { pauseBeforeRetry, worthRetrying } from "../api/retry";

/** `onSignedOut` is called when the server says that the session is over, whatever was being asked. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const heed = (error: unknown) => {
    const { code } = readProblem(error);
    if (code === "unauthenticated") {
      queryClient.setQueryData(readSessionOptions().queryKey, null);
      onSignedOut();
    }
    // Another tab has signed in anew: then everything here may be somebody else's.
    if (code === "csrf_failed") void queryClient.invalidateQueries();
  };
  const queryClient = new QueryClient({
    queryCache: new QueryCache({ onError: heed }),
    mutationCache: new MutationCache({
      onError: heed,
      // An act may change anything that is shown; what nobody looks at is not fetched.
      onSuccess: (_data, _variables, _context, mutation) => {
        if (!mutation.meta?.tellsItself) void queryClient.invalidateQueries();
      },
    }),
    defaultOptions: {
      queries: { staleTime: 30_000, retry: worthRetrying, retryDelay: pauseBeforeRetry },
      // Without a connection a change fails at once and says so; it is never sent later behind somebody's back.
      mutations: { networkMode: "always" },
    },
  });
  return queryClient;
}
