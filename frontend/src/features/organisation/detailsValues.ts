import { queryOptions } from "@tanstack/react-query";
import { readOrganisation } from "../../api/coordination/sdk.gen";
import type { OrganisationOut } from "../../api/coordination/types.gen";

/** An organisation and the mark by which the server knows whether somebody has changed it since. */
export type OrganisationVersion = { organisation: OrganisationOut; etag: string };

type Answer = { data: OrganisationOut; response: Response };

export const organisationIn = ({ data, response }: Answer): OrganisationVersion => ({
  organisation: data,
  etag: response.headers.get("ETag") ?? "",
});

/** A form begins with what is there now, never with what was there on an earlier visit. */
export const organisationOptions = (id: string) =>
  queryOptions({
    queryKey: ["organisation-version", id],
    queryFn: async ({ signal }) =>
      organisationIn(await readOrganisation({ path: { organisation_id: id }, signal, throwOnError: true })),
    staleTime: 0,
    gcTime: 0,
  });

/** As the form has it: the domains a line each. */
export type DetailsValues = { name: string; domains: string };

export const valuesOf = ({ organisation: { name, domains } }: OrganisationVersion): DetailsValues => ({
  name,
  domains: domains.join("\n"),
});

export const bodyOf = ({ name, domains }: DetailsValues) => ({
  name,
  domains: domains.split(/[\s,]+/).filter(Boolean),
});
