import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { MatchMemberOut, ProgrammeOut } from "../../api/generated/types.gen";
import { AboutMentee } from "../../ui/AboutMentee";

type PartnerProps = { member: MatchMemberOut; programme: ProgrammeOut };

/** What the other has told about themself: a mentor has a page, a mentee is read here. */
export function Partner({ member, programme }: PartnerProps) {
  return member.role === "mentor" ? (
    <p>
      <Link to="/mentors/$mentorId" params={{ mentorId: member.participant_id }} search={{ programme: programme.id }}>
        {t`The mentor’s profile`}
      </Link>
    </p>
  ) : (
    <AboutMentee title={t`Profile`} participantId={member.participant_id} programme={programme} />
  );
}
