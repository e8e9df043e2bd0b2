import { queryOptions } from "@tanstack/react-query";
import { readOwnProfile } from "../../api/taking-part/sdk.gen";
import type { OwnProfileOut } from "../../api/taking-part/types.gen";
import type { Values } from "./profileForm";

/** One's profile with the version that it was read in: whoever saves says which one they have seen. */
export type Own = OwnProfileOut & { etag: string };

export const ownProfileKey = (participantId: string) => ["own-profile", participantId];

export const ownProfileOptions = (participantId: string) =>
  queryOptions({
    queryKey: ownProfileKey(participantId),
    queryFn: async (): Promise<Own> => {
      const { data, response } = await readOwnProfile({ path: { participant_id: participantId }, throwOnError: true });
      return { ...data, etag: etagOf(response) };
    },
  });

export const etagOf = (response: Response) => response.headers.get("ETag") ?? "*";

/** The whole profile as it is saved: what is there, with what a step's form says. */
export function bodyWith({ participant_id: _, ...saved }: OwnProfileOut["profile"], values: Values) {
  return Object.assign(saved, values);
}
