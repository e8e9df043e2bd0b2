import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { listProvidersOptions, readSessionOptions } from "../../api/generated/@tanstack/react-query.gen";
import { passkeysWork } from "../../api/passkeys";
import { EmptyState } from "../../ui/EmptyState";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { DemoPeople } from "./DemoPeople";
import { EmailSignIn } from "./EmailSignIn";
import { PasskeySignIn } from "./PasskeySignIn";
import "./sign-in.css";

export function SignInPage() {
  const session = useQuery(readSessionOptions()).data;
  const providers = useQuery(listProvidersOptions());
  return (
    <Page title={t`Sign in`}>
      {session && (
        <p>
          {t`You are signed in as ${{ name: session.person.name }}.`} <Link to="/">{t`Go to your front page`}</Link>
        </p>
      )}
      <Loaded query={providers}>
        {({ demo, email, passkeys }) => (
          <>
            {email && <EmailSignIn />}
            {passkeys && passkeysWork() && <PasskeySignIn />}
            {demo && <DemoPeople />}
            {!email && !demo && <NoWayIn />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function NoWayIn() {
  return (
    <EmptyState title={t`Signing in is not set up yet`} action={<Link to="/">{t`Go to the front page`}</Link>}>
      <p>{t`This installation has no way to sign in yet. Whoever maintains it can set one up.`}</p>
    </EmptyState>
  );
}
