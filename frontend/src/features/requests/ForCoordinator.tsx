import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import type { ProgrammeOut, RequestOut } from "../../api/generated/types.gen";
import { capitalised } from "../../i18n/labels";
import { menteeWord } from "../../i18n/menteeWord";
import { Facts } from "../../ui/Facts";
import { Moment } from "../../ui/Moment";
import { Waiting } from "../../ui/Waiting";
import { outcome } from "./outcome";

/** Apart, so that what coordinators alone call weighs on no student's page. */
const OnBehalf = lazy(async () => ({ default: (await import("./OnBehalf")).OnBehalf }));

/** Where a request stands, for who runs the programme. What the two wrote to each other is not shown without need. */
export function ForCoordinator({ request, programme }: { request: RequestOut; programme: ProgrammeOut }) {
  const { zone } = programme;
  const { state, answerable_until: until, closed_at: closed } = request;
  return (
    <>
      <Facts
        facts={[
          [t`Mentor`, request.mentor.name],
          [capitalised(menteeWord(programme, "one")), request.mentee.name],
          [t`State`, outcome(request, "coordinator")],
          [t`Sent`, <Moment key="sent" at={request.sent_at} zone={zone} />],
          [t`Answer at the latest`, state === "pending" && <Moment key="until" at={until} zone={zone} />],
          [t`Closed`, closed && <Moment key="closed" at={closed} zone={zone} />],
        ]}
      />
      {state === "pending" && (
        <Suspense fallback={<Waiting />}>
          <OnBehalf request={request} />
        </Suspense>
      )}
      <p>
        <Link to="/requests" search={{ programme: programme.id }}>
          {t`All requests`}
        </Link>
      </p>
    </>
  );
}
