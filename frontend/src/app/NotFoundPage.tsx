import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { Page } from "../ui/Page";

export function NotFoundPage() {
  return (
    <Page
      title={t`Page not found`}
      lead={t`The address may be mistyped, or the page may have been removed. Or you may not have permission to see it.`}
    >
      <Link to="/" className="button">
        {t`Go to the home page`}
      </Link>
    </Page>
  );
}
