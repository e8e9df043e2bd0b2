import { queryOptions } from "@tanstack/react-query";
import { readAgreementTemplate } from "../../api/coordination/sdk.gen";
import type { AgreementTemplateOut } from "../../api/coordination/types.gen";

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

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** What the server says is wrong with the text, with the line; it speaks the reader's language. */
export function faultInTemplate(error: unknown): string | undefined {
  const errors = isRecord(error) && Array.isArray(error.errors) ? error.errors : [];
  const found: unknown = errors.find((each) => isRecord(each) && each.pointer === "#/body");
  return isRecord(found) && typeof found.detail === "string" ? found.detail : undefined;
}
