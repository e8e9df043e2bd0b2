import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { readProfileOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { MatchMemberOut, ProgrammeOut } from "../../api/generated/types.gen";
import { Loaded } from "../../ui/Loaded";
import { MenteeProfile } from "../../ui/MenteeProfile";

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
    <Mentee member={member} programme={programme} />
  );
}

function Mentee({ member, programme }: PartnerProps) {
  const profile = useQuery(readProfileOptions({ path: { participant_id: member.participant_id } }));
  return (
    <section>
      <h2>{t`Profile`}</h2>
      <Loaded query={profile}>
        {(found) => ("school" in found ? <MenteeProfile profile={found} programme={programme} /> : null)}
      </Loaded>
    </section>
  );
}
