import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { NameMark } from "../ui/NameMark";
import { LanguageButtons } from "./LanguageButtons";

export type HeaderProps = {
  /** Links to the main pages of whoever is signed in. */
  nav?: ReactNode;
  /** Signing in, or one's own account and signing out. */
  account?: ReactNode;
};

export function Header({ nav, account }: HeaderProps) {
  return (
    <header className="header">
      <div className="header-row">
        <Link to="/" className="brand">
          <NameMark />
          <span>Kisälli</span>
        </Link>
        {nav && (
          <nav className="main-nav" aria-label={t`Main`}>
            {nav}
          </nav>
        )}
        <div className="header-end">
          {account && <div className="account">{account}</div>}
          <LanguageButtons />
        </div>
      </div>
    </header>
  );
}
