import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";

export type FooterProps = {
  /** The programme's contact address: where every page says that help is to be had. */
  contact?: ReactNode;
  /** Accessibility statement, privacy notice and the like: list items. */
  links?: ReactNode;
};

export function Footer({ contact, links }: FooterProps) {
  return (
    <footer className="footer">
      <div className="footer-row">
        {contact && <address>{contact}</address>}
        {links && (
          <nav aria-label={t`About this service`}>
            <ul>{links}</ul>
          </nav>
        )}
        <p className="muted">{t`Kisälli is open-source software for mentoring at universities.`}</p>
      </div>
    </footer>
  );
}
