import { queryOptions } from "@tanstack/react-query";
import { readProgramme } from "../../api/generated/sdk.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";

/** A programme and the mark by which the server knows whether somebody has changed it since. */
export type Version = { programme: ProgrammeOut; etag: string };

type Answer = { data: ProgrammeOut; response: Response };

export const versionIn = ({ data, response }: Answer): Version => ({
  programme: data,
  etag: response.headers.get("ETag") ?? "",
});

/** A form begins with what is there now, never with what was there on an earlier visit. */
export const versionOptions = (id: string) =>
  queryOptions({
    queryKey: ["programme-version", id],
    queryFn: async ({ signal }) =>
      versionIn(await readProgramme({ path: { programme_id: id }, signal, throwOnError: true })),
    staleTime: 0,
    gcTime: 0,
  });
