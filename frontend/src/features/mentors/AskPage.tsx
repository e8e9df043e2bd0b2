import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { readMentorOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { MentorOut, ProgrammeOut } from "../../api/generated/types.gen";
import { partIn } from "../../api/programme";
import { useProgramme, useServerTime } from "../../api/useProgramme";
import { Loaded } from "../../ui/Loaded";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import { Waiting } from "../../ui/Waiting";
import { AskForm } from "./AskForm";
import { useStanding } from "./useStanding";
import { WhyNotAsked } from "./WhyNotAsked";
import { whyNot } from "./whyNot";
import "../../styles/pages.css";
import "./mentors.css";

const route = getRouteApi("/mentors/$mentorId/ask");

export function AskPage() {
  const programme = useProgramme();
  if (!programme || partIn(programme) !== "mentee") return <NotForYou title={t`Ask a mentor`} />;
  return <Ask programme={programme} />;
}

function Ask({ programme }: { programme: ProgrammeOut }) {
  const { mentorId } = route.useParams();
  const mentor = useQuery(readMentorOptions({ path: { programme_id: programme.id, mentor_id: mentorId } }));
  const name = mentor.data?.profile.name;
  return (
    <Page title={name ? t`Your request to: ${{ name }}` : t`Ask a mentor`}>
      <Loaded query={mentor}>{(found) => <MayAsk mentor={found} programme={programme} />}</Loaded>
      <p>
        <Link to="/mentors/$mentorId" params={{ mentorId }}>
          {t`Back to the mentor’s profile`}
        </Link>
      </p>
    </Page>
  );
}

/** A form that is open stays open, for the text in it: sending says how things stand by then. */
function MayAsk({ mentor, programme }: { mentor: MentorOut; programme: ProgrammeOut }) {
  const standing = useStanding(programme);
  const now = useServerTime();
  const [opened, setOpened] = useState(false);
  if (!standing) return <Waiting />;
  const { requests, match } = standing;
  const reason = whyNot({ mentor, clock: programme.clock, now, requests, matched: match !== undefined });
  if (!reason && !opened) setOpened(true);
  return opened || !reason ? (
    <AskForm mentor={mentor} programme={programme} />
  ) : (
    <WhyNotAsked reason={reason} programme={programme} standing={standing} />
  );
}
