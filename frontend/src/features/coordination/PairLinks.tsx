import { Fragment } from "react";
import type { PairMemberOut } from "../../api/coordination/types.gen";
import { listed } from "../../i18n/labels";
import { PersonLink } from "./PersonLink";

type PairLinksProps = { members: readonly PairMemberOut[]; programmeId: string };

/** Holds a name's place in the language's own "A, B and C". */
const place = "\u{0}";

/** "A and B", each name a way to its bearer. */
export function PairLinks({ members, programmeId }: PairLinksProps) {
  const between = listed(members.map(() => place)).split(place);
  return members.map((member, i) => (
    <Fragment key={member.participant_id}>
      {between[i]}
      <PersonLink party={member} programmeId={programmeId} />
    </Fragment>
  ));
}
