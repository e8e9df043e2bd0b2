import { editIdentityProvider, readIdentityProvider } from "../../api/coordination/sdk.gen";
import type { ProviderOut, ProviderPatch } from "../../api/coordination/types.gen";
import type { Problem } from "../../api/problem";

const stale: Problem = { status: 412, code: "stale", errors: [] };

export async function readProvider(id: string): Promise<ProviderOut> {
  return (await readIdentityProvider({ path: { provider_id: id }, throwOnError: true })).data;
}

/** Changes a provider as it is shown; what somebody else has changed meanwhile is not written over. */
export async function changeProvider(shown: ProviderOut, patch: ProviderPatch): Promise<ProviderOut> {
  const path = { provider_id: shown.id };
  // The list has no marks of versions: what it showed is compared with what stands.
  const { data, response } = await readIdentityProvider({ path, throwOnError: true });
  if (JSON.stringify(data) !== JSON.stringify(shown)) throw stale;
  const headers = { "if-match": response.headers.get("etag") };
  return (await editIdentityProvider({ path, headers, body: patch, throwOnError: true })).data;
}
