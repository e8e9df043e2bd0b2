import { queryOptions } from "@tanstack/react-query";
import { readSurvey } from "../../api/surveys/sdk.gen";
import type { SurveyOut } from "../../api/surveys/types.gen";

/** A survey and the mark by which the server knows whether somebody has changed it since. */
export type Version = { survey: SurveyOut; etag: string };

type Answer = { data: SurveyOut; response: Response };

export const versionIn = ({ data, response }: Answer): Version => ({
  survey: data,
  etag: response.headers.get("ETag") ?? "",
});

export const versionKey = (id: string) => ["survey-version", id];

/** The builder begins with what is there now, never with what was there on an earlier visit. */
export const versionOptions = (id: string) =>
  queryOptions({
    queryKey: versionKey(id),
    queryFn: async ({ signal }) => versionIn(await readSurvey({ path: { survey_id: id }, signal, throwOnError: true })),
    staleTime: 0,
    gcTime: 0,
  });
