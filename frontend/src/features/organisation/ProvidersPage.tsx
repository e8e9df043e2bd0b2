import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { listIdentityProvidersOptions } from "../../api/coordination/@tanstack/react-query.gen";
import type { OrganisationOut } from "../../api/coordination/types.gen";
import { FailedAct } from "../../ui/FailedAct";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { NewProvider } from "./NewProvider";
import { NewSamlProvider } from "./NewSamlProvider";
import { Provider } from "./Provider";
import { adminsOnly, providerProblems } from "./providerProblems";
import { TestResult } from "./TestResult";
import "../../styles/pages.css";

/** Through which services the organisation's people sign in. */
export function ProvidersPage({ organisation }: { organisation: OrganisationOut }) {
  const path = { organisation_id: organisation.id };
  const providers = useQuery(listIdentityProvidersOptions({ path }));
  // What a test came to, which the provider's answer has brought into the address.
  const [said] = useState(() => new URLSearchParams(window.location.search));
  const test = said.get("test");
  const problem = said.get("problem");
  return (
    <Page
      title={t`Signing in with your own service`}
      lead={t`Your people sign in with the account that they have already: Entra ID, Google, Keycloak or another service that speaks OpenID Connect.`}
    >
      <FailedAct error={problem && { code: problem }} own={providerProblems()} />
      {test && <TestResult id={test} />}
      <Loaded query={providers} own={adminsOnly()}>
        {(all) => (
          <>
            {all.map((provider) => (
              <Provider key={provider.id} provider={provider} onChanged={() => providers.refetch()} />
            ))}
            <NewProvider
              organisationId={organisation.id}
              first={all.length === 0}
              onEntered={() => providers.refetch()}
            />
            <NewSamlProvider organisationId={organisation.id} onEntered={() => providers.refetch()} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
