import { t } from "@lingui/core/macro";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { useServerTime } from "../../api/useProgramme";
import { showEnd } from "../../ui/dates";
import { type WayBack, wayBack } from "./wayBack";

/** What happens when a mentoring is ended, before it is. */
export function WhatFollows({ programme, name }: { programme: ProgrammeOut; name: string }) {
  const now = useServerTime();
  const { participant: own, clock } = programme;
  const until = showEnd(clock.requests_closes, programme.zone);
  const next = own?.role === "mentor" ? forMentor(until) : forMentee(until);
  return (
    <>
      <p>{t`This is what will happen:`}</p>
      <ul>
        <li>{t`${{ name }} gets an email straight away saying that the mentoring has ended, but not why.`}</li>
        <li>{t`Your shared page no longer shows contact details. You can still read what you agreed on.`}</li>
        <li>{next[wayBack({ own, clock, now })]}</li>
        <li>{t`You can’t undo this, and the two of you will not be paired again.`}</li>
      </ul>
    </>
  );
}

const forMentee = (until: string): Record<WayBack, string> => ({
  open: t`You can ask another mentor straight away, until ${{ until }}.`,
  later: t`You can ask another mentor once requests open.`,
  over: t`Requests to mentors have closed. If you would like another mentor, the coordinators can look for one with you.`,
  none: t`If you would like another mentor, write to the coordinators.`,
});

const forMentor = (until: string): Record<WayBack, string> => ({
  open: t`Your place is free again, and students can ask you until ${{ until }}.`,
  later: t`Your place is free again, and students can ask you once requests open.`,
  over: t`Your place is free again. You won’t get new requests, but the coordinators may suggest somebody to you.`,
  none: t`Your place is free again.`,
});
