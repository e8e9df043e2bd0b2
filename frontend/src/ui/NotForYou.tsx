import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { EmptyState } from "./EmptyState";
import { Page } from "./Page";

/** A page of another role, or of a programme that one has no part in. */
export function NotForYou({ title }: { title: string }) {
  return (
    <Page title={title}>
      <EmptyState title={t`This page is not for your role`} action={<Link to="/">{t`Go to your home page`}</Link>}>
        <p>{t`It is for other people in the programme. If you are in several programmes, choose the right one first.`}</p>
      </EmptyState>
    </Page>
  );
}
