import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { readGroupOptions } from "../../api/groups/@tanstack/react-query.gen";
import type { GroupOut } from "../../api/groups/types.gen";
import { partIn } from "../../api/programme";
import { Facts } from "../../ui/Facts";
import { Loaded } from "../../ui/Loaded";
import { OwnWords } from "../../ui/OwnWords";
import { Page } from "../../ui/Page";
import { ForLeader } from "./ForLeader";
import { ForMentee } from "./ForMentee";
import { roomIn, spokenIn } from "./groupWords";
import { LeadToo } from "./LeadToo";
import { Led } from "./Led";

type OneGroupProps = { groupId: string; programme: ProgrammeOut };

/** A group as it is described to those who may come in, and what its reader can do. */
export function OneGroup({ groupId, programme }: OneGroupProps) {
  const group = useQuery(readGroupOptions({ path: { match_id: groupId } }));
  return (
    <Page title={group.data?.theme ?? t`Group`}>
      <Loaded query={group}>
        {(found) => (
          <>
            <OwnWords text={found.description} />
            <Facts facts={factsOf(found, programme)} />
            <Acts group={found} programme={programme} />
          </>
        )}
      </Loaded>
      <p>
        <Link
          to="/groups/{-$groupId}/{-$view}"
          params={{ groupId: undefined, view: undefined }}
          search={{ programme: programme.id }}
        >
          {t`All groups`}
        </Link>
      </p>
    </Page>
  );
}

function Acts({ group, programme }: { group: GroupOut; programme: ProgrammeOut }) {
  const part = partIn(programme);
  if (part === "mentee")
    return (
      <>
        <ForMentee group={group} programme={programme} />
        {programme.coordinates && group.own === null && <ForLeader group={group} programme={programme} />}
      </>
    );
  if (group.own === "leads" || programme.coordinates) return <ForLeader group={group} programme={programme} />;
  return part === "mentor" ? <LeadToo group={group} programme={programme} /> : null;
}

const factsOf = (group: GroupOut, programme: ProgrammeOut) =>
  [
    [t`Led by`, <Led key="led" group={group} programme={programme} />],
    [t`Languages of the group`, spokenIn(group.languages)],
    [t`Places`, roomIn(group)],
    [t`Looking for another mentor`, wantsMentor(group) && t`Yes, before the first meeting of the group`],
    [t`Open to new members`, group.state === "ended" ? t`No, it has ended` : group.joining ? t`Yes` : t`Not just now`],
  ] as const;

const wantsMentor = ({ state, mentors, mentor_places, places, free }: GroupOut) =>
  state === "active" && mentors.length < mentor_places && free === places;
