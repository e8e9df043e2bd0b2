import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { readOverlayOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { MentorOut, ProgrammeOut } from "../../api/generated/types.gen";
import { useServerTime } from "../../api/useProgramme";
import { SaveButton } from "./SaveButton";
import { toggled } from "./saved";
import { TellMe } from "./TellMe";
import { useSaved } from "./useSaved";
import { useStanding } from "./useStanding";
import { WhyNotAsked } from "./WhyNotAsked";
import { whyNot } from "./whyNot";

/** What a student can do with a mentor: ask, save, or be told when there is room. */
export function MentorActions({ mentor, programme }: { mentor: MentorOut; programme: ProgrammeOut }) {
  const overlay = useQuery(readOverlayOptions({ path: { programme_id: programme.id } })).data;
  const standing = useStanding(programme);
  const change = useSaved(programme.id);
  const now = useServerTime();
  if (!standing) return null;
  const { participant_id: id, name } = mentor.profile;
  const { requests, match } = standing;
  const reason = whyNot({ mentor, clock: programme.clock, now, requests, matched: match !== undefined });
  const saved = overlay?.saved.find(({ mentor_id }) => mentor_id === id);
  return (
    <>
      {reason && <WhyNotAsked reason={reason} programme={programme} standing={standing} />}
      <div className="actions">
        {!reason && (
          <Link to="/mentors/$mentorId/ask" params={{ mentorId: id }} className="button primary">
            {t`Ask to be my mentor`}
          </Link>
        )}
        {reason === "full" && overlay && <TellMe programmeId={programme.id} mentor={{ id, name }} saved={saved} />}
        {overlay && (
          <SaveButton
            name={name}
            saved={saved !== undefined}
            onToggle={() => change((list) => toggled(list, { id, name }, mentor.available))}
          />
        )}
      </div>
    </>
  );
}
