import { getRouteApi, lazyRouteComponent, notFound } from "@tanstack/react-router";
import { Suspense } from "react";
import { Waiting } from "../../ui/Waiting";

/** The parts of one's own account that have a page of their own, each fetched when it is opened. */
export const sections = {
  tokens: lazyRouteComponent(() => import("./TokensPage"), "TokensPage"),
  invitation: lazyRouteComponent(() => import("./InvitationPage"), "InvitationPage"),
  "sign-in": lazyRouteComponent(() => import("./WaysInPage"), "WaysInPage"),
  privacy: lazyRouteComponent(() => import("./MyDataPage"), "MyDataPage"),
  terms: lazyRouteComponent(() => import("./TermsPage"), "TermsPage"),
};

const route = getRouteApi("/account/$section");

export function AccountSectionPage() {
  const { section } = route.useParams();
  if (!isSection(section)) throw notFound();
  const Section = sections[section];
  return (
    <Suspense fallback={<Waiting />}>
      <Section />
    </Suspense>
  );
}

const isSection = (name: string): name is keyof typeof sections => name in sections;
