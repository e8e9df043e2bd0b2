import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { readGroupOptions } from "../../api/groups/@tanstack/react-query.gen";
import type { GroupOut } from "../../api/groups/types.gen";
import { partIn } from "../../api/programme";
import { useServerTime } from "../../api/useProgramme";
import { Loaded } from "../../ui/Loaded";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import { Waiting } from "../../ui/Waiting";
import { AskForm } from "./AskForm";
import { WhyNotAsked } from "./ForMentee";
import { useStanding } from "./useStanding";
import { whyNot } from "./whyNot";

type AskGroupProps = { groupId: string; programme: ProgrammeOut };

export function AskGroup({ groupId, programme }: AskGroupProps) {
  const group = useQuery(readGroupOptions({ path: { match_id: groupId } }));
  if (partIn(programme) !== "mentee") return <NotForYou title={t`Ask for a place`} />;
  const theme = group.data?.theme;
  return (
    <Page title={theme ? t`Ask for a place: ${{ theme }}` : t`Ask for a place`}>
      <Loaded query={group}>{(found) => <MayAsk group={found} programme={programme} />}</Loaded>
      <p>
        <Link to="/groups/{-$groupId}/{-$view}" params={{ groupId, view: undefined }}>
          {t`Back to the group`}
        </Link>
      </p>
    </Page>
  );
}

/** A form that is open stays open, for the text in it: sending says how things stand by then. */
function MayAsk({ group, programme }: { group: GroupOut; programme: ProgrammeOut }) {
  const standing = useStanding(programme);
  const now = useServerTime();
  const [opened, setOpened] = useState(false);
  if (!standing) return <Waiting />;
  const { clock, rules } = programme;
  const { requests, match } = standing;
  const most = rules.mentee_pending_max ?? 1;
  const reason = whyNot({ group, clock, now, requests, most, matched: match !== undefined });
  if (!reason && !opened) setOpened(true);
  return opened || !reason ? (
    <AskForm group={group} programme={programme} />
  ) : (
    <WhyNotAsked reason={reason} group={group} programme={programme} standing={standing} />
  );
}
