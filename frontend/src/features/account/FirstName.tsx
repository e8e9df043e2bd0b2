import { t } from "@lingui/core/macro";
import { getRouteApi } from "@tanstack/react-router";
import { returnPath } from "../../api/returnPath";
import { Page } from "../../ui/Page";
import { NameForm } from "./NameForm";

const route = getRouteApi("/account");

/** For somebody who has signed in by e-mail for the first time: an address says no name. */
export function FirstName() {
  const { next } = route.useSearch();
  return (
    <Page title={t`What is your name?`} lead={t`Those whom you meet here see it. You can change it later.`}>
      <NameForm name="" onSaved={() => location.replace(returnPath(next, location.origin))}>{t`Go on`}</NameForm>
    </Page>
  );
}
