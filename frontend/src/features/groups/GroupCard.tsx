import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { GroupOut } from "../../api/groups/types.gen";
import { roomIn, spokenIn, whyNotWords } from "./groupWords";
import { Led } from "./Led";
import type { WhyNot } from "./whyNot";

type GroupCardProps = { group: GroupOut; programme: ProgrammeOut; reason?: WhyNot | undefined; canAsk?: boolean };

/** A group in a list: what it is about, who leads it, how much room it has, and what it is to its reader. */
export function GroupCard({ group, programme, reason, canAsk }: GroupCardProps) {
  const params = { groupId: group.id, view: undefined };
  return (
    <li className="card group-card">
      <h2>
        <Link to="/groups/{-$groupId}/{-$view}" params={params} search={{ programme: programme.id }}>
          <bdi>{group.theme}</bdi>
        </Link>
      </h2>
      <p className="opening" dir="auto">
        {group.description}
      </p>
      <p>
        {t`Led by:`} <Led group={group} programme={programme} />
      </p>
      <p className="muted">
        {[spokenIn(group.languages), group.state === "ended" ? t`Ended` : roomIn(group)].join(" · ")}
      </p>
      {group.own === "leads" && (
        <p>{group.joining ? t`You lead this group.` : t`You lead this group. It is closed to new members just now.`}</p>
      )}
      {reason && <p className="standing">{whyNotWords(reason, programme)}</p>}
      {programme.coordinates && group.state === "active" && !group.joining && (
        <p>{t`Closed to new members just now`}</p>
      )}
      {canAsk && (
        <p className="actions">
          <Link
            to="/groups/{-$groupId}/{-$view}"
            params={{ ...params, view: "ask" }}
            className="button primary"
            aria-label={t`Ask for a place: ${{ theme: group.theme }}`}
          >
            {t`Ask for a place`}
          </Link>
        </p>
      )}
    </li>
  );
}
