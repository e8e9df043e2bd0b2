import { queryOptions } from "@tanstack/react-query";
import { readMaterialText } from "../../api/guidance/sdk.gen";
import type { MaterialTextOut, WordsIn } from "../../api/guidance/types.gen";

/** Words of a material and the mark by which the server knows whether somebody has changed them since. */
export type Version = { text: MaterialTextOut; etag: string };

export const versionIn = ({ data, response }: { data: MaterialTextOut; response: Response }): Version => ({
  text: data,
  etag: response.headers.get("ETag") ?? "",
});

/** A form begins with what is there now, never with what was there on an earlier visit. */
export const wordsOptions = (programmeId: string, slug: string, language: string) =>
  queryOptions({
    queryKey: ["material-words", programmeId, slug, language],
    queryFn: async ({ signal }) => {
      const path = { programme_id: programmeId, slug, language };
      return versionIn(await readMaterialText({ path, signal, throwOnError: true }));
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

export const wordsOf = ({ title, summary, body }: WordsIn): WordsIn => ({ title, summary, body });
