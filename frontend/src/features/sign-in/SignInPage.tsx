import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { listProvidersOptions, readSessionOptions } from "../../api/generated/@tanstack/react-query.gen";
import { passkeysWork } from "../../api/passkeys";
import { EmptyState } from "../../ui/EmptyState";
import { FailedAct } from "../../ui/FailedAct";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { DemoPeople } from "./DemoPeople";
import { EmailSignIn } from "./EmailSignIn";
import { FederationSignIn } from "./FederationSignIn";
import { PasskeySignIn } from "./PasskeySignIn";
import { ProviderSignIn } from "./ProviderSignIn";
import { providerProblems } from "./signInProblems";
import "./sign-in.css";

export function SignInPage() {
  const session = useQuery(readSessionOptions()).data;
  const providers = useQuery(listProvidersOptions());
  return (
    <Page title={t`Sign in`}>
      {session && (
        <p>
          {t`You are signed in as ${{ name: session.person.name }}.`} <Link to="/">{t`Go to your home page`}</Link>
        </p>
      )}
      <CameBack />
      <Loaded query={providers}>
        {({ federation, providers: services, demo, email, passkeys }) => (
          <>
            {federation && <FederationSignIn />}
            {services.length > 0 && <ProviderSignIn providers={services} />}
            {email && <EmailSignIn />}
            {passkeys && passkeysWork() && <PasskeySignIn />}
            {demo && <DemoPeople />}
            {!email && !demo && !federation && services.length === 0 && <NoWayIn />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** Why somebody who went to their university or employer is here again and not signed in. */
function CameBack() {
  const [code] = useState(() => new URLSearchParams(window.location.search).get("problem"));
  return <FailedAct error={code && { code }} own={providerProblems()} />;
}

function NoWayIn() {
  return (
    <EmptyState title={t`Signing in is not set up yet`} action={<Link to="/">{t`Go to the home page`}</Link>}>
      <p>{t`This installation has no way to sign in yet. Whoever maintains it can set one up.`}</p>
    </EmptyState>
  );
}
