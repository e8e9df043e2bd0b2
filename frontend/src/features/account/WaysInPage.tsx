import { t } from "@lingui/core/macro";
import { Page } from "../../ui/Page";

/** By which ways one signs in, and how to add another. */
export function WaysInPage() {
  return <Page title={t`Ways to sign in`} />;
}
