import { useMutation } from "@tanstack/react-query";
import { editIdentityProvider, readIdentityProvider } from "../../api/coordination/sdk.gen";
import type { ProviderOut, ProviderPatch } from "../../api/coordination/types.gen";
import type { Problem } from "../../api/problem";
import { useAnnounce } from "../../ui/Status";

type Change = { patch: ProviderPatch; said: string };

const stale: Problem = { status: 412, code: "stale", errors: [] };

/** Changes a provider as it is shown, and says so; what somebody else has changed meanwhile is not written over. */
export function useChange(provider: ProviderOut, onChanged: () => Promise<unknown>) {
  const announce = useAnnounce();
  const path = { provider_id: provider.id };
  return useMutation({
    meta: { tellsItself: true },
    mutationFn: async ({ patch }: Change) => {
      // The list has no marks of versions: what it showed is compared with what stands.
      const { data, response } = await readIdentityProvider({ path, throwOnError: true });
      if (JSON.stringify(data) !== JSON.stringify(provider)) throw stale;
      const headers = { "if-match": response.headers.get("etag") };
      await editIdentityProvider({ path, headers, body: patch, throwOnError: true });
    },
    onSuccess: async (_, { said }) => {
      await onChanged();
      announce(said);
    },
  });
}
