import { queryOptions } from "@tanstack/react-query";
import { readAgreementTemplate } from "../../api/coordination/sdk.gen";
import type { AgreementTemplateOut } from "../../api/coordination/types.gen";
import { readProblem } from "../../api/problem";

/** A template and the mark by which the server knows whether somebody has changed it since. */
export type TemplateVersion = { template: AgreementTemplateOut; etag: string };

export const templateIn = ({
  data,
  response,
}: {
  data: AgreementTemplateOut;
  response: Response;
}): TemplateVersion => ({
  template: data,
  etag: response.headers.get("ETag") ?? "",
});

/** A form begins with what is there now, never with what was there on an earlier visit. */
export const templateOptions = (programmeId: string, language: string) =>
  queryOptions({
    queryKey: ["agreement-template", programmeId, language],
    queryFn: async ({ signal }) =>
      templateIn(
        await readAgreementTemplate({ path: { programme_id: programmeId, language }, signal, throwOnError: true }),
      ),
    staleTime: 0,
    gcTime: 0,
  });

/** What the server says is wrong with the text, with the line; it speaks the reader's language. */
export function faultInTemplate(error: unknown): string | undefined {
  const detail = readProblem(error).errors.find(({ pointer }) => pointer === "#/body")?.detail;
  return typeof detail === "string" ? detail : undefined;
}
