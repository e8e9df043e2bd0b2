import { type AsyncRouteComponent, getRouteApi, lazyRouteComponent } from "@tanstack/react-router";
import { Suspense } from "react";
import { Waiting } from "../../ui/Waiting";

/** What coordinators do with an event on a page of its own, each fetched when it is opened. */
export const sections: Partial<Record<string, AsyncRouteComponent<object>>> = {
  edit: lazyRouteComponent(() => import("./EditEventPage"), "EditEventPage"),
  attendance: lazyRouteComponent(() => import("./AttendancePage"), "AttendancePage"),
};

const route = getRouteApi("/events/$eventId/$section");

export function EventSectionPage() {
  const Section = sections[route.useParams().section]; // its route lets no other in
  return <Suspense fallback={<Waiting />}>{Section && <Section />}</Suspense>;
}
