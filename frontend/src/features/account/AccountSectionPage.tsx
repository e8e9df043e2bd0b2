import { type AsyncRouteComponent, getRouteApi, lazyRouteComponent } from "@tanstack/react-router";
import { Suspense } from "react";
import { Waiting } from "../../ui/Waiting";

/** The parts of one's own account that have a page of their own, each fetched when it is opened. */
export const sections: Partial<Record<string, AsyncRouteComponent<object>>> = {
  tokens: lazyRouteComponent(() => import("./TokensPage"), "TokensPage"),
  invitation: lazyRouteComponent(() => import("./InvitationPage"), "InvitationPage"),
  "sign-in": lazyRouteComponent(() => import("./WaysInPage"), "WaysInPage"),
  notifications: lazyRouteComponent(() => import("./NotificationsPage"), "NotificationsPage"),
  privacy: lazyRouteComponent(() => import("./MyDataPage"), "MyDataPage"),
  calendar: lazyRouteComponent(() => import("./CalendarPage"), "CalendarPage"),
  terms: lazyRouteComponent(() => import("./TermsPage"), "TermsPage"),
};

const route = getRouteApi("/account/$section");

export function AccountSectionPage() {
  const Section = sections[route.useParams().section]; // its route lets no other in
  return <Suspense fallback={<Waiting />}>{Section && <Section />}</Suspense>;
}
