import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { readGroupOptions } from "../../api/groups/@tanstack/react-query.gen";
import type { GroupOut } from "../../api/groups/types.gen";
import { inItsWords } from "../../i18n/menteeWord";
import { Loaded } from "../../ui/Loaded";
import { AddMentorDialog } from "./AddMentorDialog";

type AnotherMentorProps = { groupId: string; programme: ProgrammeOut };

/** Who may still come to lead a group, as long as nobody said yes to those who do. */
export function AnotherMentor({ groupId, programme }: AnotherMentorProps) {
  const group = useQuery(readGroupOptions({ path: { match_id: groupId } }));
  const [adding, setAdding] = useState(false);
  return (
    <section>
      <h2>{t`One more mentor`}</h2>
      <Loaded query={group}>
        {(found) => (
          <>
            <p>{howItStands(found, programme)}</p>
            {canTakeMentor(found) && (
              <button type="button" onClick={() => setAdding(true)}>
                {t`Add a mentor`}
              </button>
            )}
            {adding && <AddMentorDialog group={found} programme={programme} onClose={() => setAdding(false)} />}
          </>
        )}
      </Loaded>
    </section>
  );
}

const hasBegun = ({ free, places }: GroupOut) => free < places;
const canTakeMentor = (group: GroupOut) => !hasBegun(group) && group.mentors.length < group.mentor_places;

function howItStands(group: GroupOut, programme: ProgrammeOut): string {
  if (hasBegun(group))
    return inItsWords(programme, t`The first [mentees] are in this group already, so no other mentor can join.`);
  return canTakeMentor(group)
    ? t`Until somebody asks for a place in the group, another mentor can join to lead it as well.`
    : t`This group has all the mentors it needs. If it should have one more, first change how many mentors lead it.`;
}
