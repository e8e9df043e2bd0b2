import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";

/** Where whoever runs a programme works; beside the links that everybody has. */
export function CoordinatorNav() {
  return (
    <>
      <Link to="/people" activeOptions={{ includeSearch: false }}>
        {t`People`}
      </Link>
      <Link to="/pairs" activeOptions={{ includeSearch: false }}>
        {t`Pairs`}
      </Link>
      <Link to="/mails" activeOptions={{ includeSearch: false }}>
        {t`Mails`}
      </Link>
      <Link to="/audit" activeOptions={{ includeSearch: false }}>
        {t`Audit trail`}
      </Link>
    </>
  );
}
