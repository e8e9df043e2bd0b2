import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";

/** Mails come back: known before it costs somebody a request (R16). */
export function Undeliverable() {
  return (
    <p className="banner">
      {t`Our emails are not reaching you.`} <Link to="/account">{t`Correct your address`}</Link>
    </p>
  );
}
