import { useQuery } from "@tanstack/react-query";
import { readProfileOptions } from "../api/generated/@tanstack/react-query.gen";
import type { ProgrammeOut } from "../api/generated/types.gen";
import { Loaded } from "./Loaded";
import { MenteeProfile } from "./MenteeProfile";

type AboutMenteeProps = { title: string; participantId: string; programme: ProgrammeOut };

/** What a student has told about themself, for the mentor who is to answer or has answered. */
export function AboutMentee({ title, participantId, programme }: AboutMenteeProps) {
  const profile = useQuery(readProfileOptions({ path: { participant_id: participantId } }));
  return (
    <section>
      <h2>{title}</h2>
      <Loaded query={profile}>
        {(found) => ("school" in found ? <MenteeProfile profile={found} programme={programme} /> : null)}
      </Loaded>
    </section>
  );
}
