import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import type { OrganisationOut } from "../../api/coordination/types.gen";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { DetailsForm } from "./DetailsForm";
import { organisationOptions } from "./detailsValues";

/** What the organisation is called, and by which domains sign-in knows its people. */
export function DetailsPage({ organisation: { id } }: { organisation: OrganisationOut }) {
  const version = useQuery(organisationOptions(id));
  return (
    <Page title={t`Name and domains`}>
      <Loaded query={version}>{(start) => <DetailsForm key={id} start={start} />}</Loaded>
    </Page>
  );
}
