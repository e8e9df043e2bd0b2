import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { confirmEmailSignInMutation } from "../../api/account/@tanstack/react-query.gen";
import { readProblem } from "../../api/problem";
import { EmptyState } from "../../ui/EmptyState";
import { FailedAct } from "../../ui/FailedAct";
import { Page } from "../../ui/Page";
import { goOn } from "./afterSignIn";
import { CodeForm } from "./CodeForm";
import { signInProblems } from "./signInProblems";

const route = getRouteApi("/sign-in/email");

/** Where the link of a mail leads. It asks for a press: programmes that read mails follow links and would use it up. */
export function EmailLinkPage() {
  const { key } = route.useSearch();
  const confirm = useMutation({ ...confirmEmailSignInMutation(), meta: { tellsItself: true }, onSuccess: goOn });
  const code = confirm.isError ? readProblem(confirm.error).code : undefined;
  if (!key || code === "sign_in_expired") return <Over />;
  if (code === "code_needed") return <OtherBrowser linkKey={key} />;
  return (
    <Page title={t`Sign in`} lead={t`Press the button and you are in.`}>
      <FailedAct error={confirm.error} own={signInProblems()} />
      <p>
        <button
          type="button"
          className="primary"
          aria-disabled={confirm.isPending}
          onClick={() => confirm.isPending || confirm.mutate({ body: { key } })}
        >
          {t`Sign in`}
        </button>
      </p>
    </Page>
  );
}

function OtherBrowser({ linkKey }: { linkKey: string }) {
  return (
    <Page title={t`Type the code as well`}>
      <p>
        {t`This is not the browser where you asked for the link. The same email has a code: type it here to sign in to this browser.`}
      </p>
      <CodeForm linkKey={linkKey} />
    </Page>
  );
}

function Over() {
  return (
    <Page title={t`Sign in`}>
      <EmptyState
        title={t`This link is no longer valid`}
        action={
          <Link to="/sign-in" className="button primary">
            {t`Ask for a new email`}
          </Link>
        }
      >
        <p>{t`It has been used, or 15 minutes have passed since you asked for it.`}</p>
      </EmptyState>
    </Page>
  );
}
