import { t } from "@lingui/core/macro";
import { Outlet, useRouter } from "@tanstack/react-router";
import { type MouseEvent, type ReactNode, useEffect, useRef } from "react";
import { StatusProvider } from "../ui/Status";
import { Footer, type FooterProps } from "./Footer";
import { Header, type HeaderProps } from "./Header";
import { OfflineBanner } from "./OfflineBanner";

type LayoutProps = HeaderProps &
  FooterProps & {
    /** Which programme the pages are about, for those who are in several. */
    choice?: ReactNode;
  };

export function Layout({ nav, account, choice, contact, links }: LayoutProps) {
  return (
    <StatusProvider>
      <SkipLink />
      <Header nav={nav} account={account} />
      {choice}
      <OfflineBanner />
      <Main>
        <Outlet />
      </Main>
      <Footer contact={contact} links={links} />
    </StatusProvider>
  );
}

/** Leaves the address alone: a fragment in it would outrank the scroll position when somebody comes back. */
function SkipLink() {
  const skip = (event: MouseEvent) => {
    event.preventDefault();
    document.getElementById("main")?.focus();
  };
  return (
    // biome-ignore lint/a11y/useValidAnchor: it leads to a place on this page, and without script as well
    <a className="skip" href="#main" onClick={skip}>
      {t`Skip to content`}
    </a>
  );
}

/** Takes focus when another page has come in its place; the router sees to the scroll position. */
function Main({ children }: { children: ReactNode }) {
  const main = useRef<HTMLElement>(null);
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe("onRendered", ({ fromLocation, pathChanged }) => {
        if (fromLocation && pathChanged) main.current?.focus({ preventScroll: true });
      }),
    [router],
  );
  return (
    <main id="main" tabIndex={-1} ref={main}>
      {children}
    </main>
  );
}
