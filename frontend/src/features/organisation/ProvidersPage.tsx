import { t } from "@lingui/core/macro";
import type { OrganisationOut } from "../../api/coordination/types.gen";
import { Page } from "../../ui/Page";

/** Through which services the organisation's people sign in. */
export function ProvidersPage({ organisation }: { organisation: OrganisationOut }) {
  return <Page title={t`Signing in`} lead={organisation.name} />;
}
