import { t } from "@lingui/core/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { listGroupsInfiniteOptions } from "../../api/groups/@tanstack/react-query.gen";
import type { GroupOut } from "../../api/groups/types.gen";
import { type Part, partIn } from "../../api/programme";
import { useServerTime } from "../../api/useProgramme";
import { inItsWords } from "../../i18n/menteeWord";
import { EmptyState } from "../../ui/EmptyState";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { GroupCard } from "./GroupCard";
import { useStanding } from "./useStanding";
import { whyNot } from "./whyNot";

const leads: Record<Part, () => string> = {
  mentee: () => t`In a group you meet one or more mentors together with other [mentees] around a theme.`,
  mentor: () => t`A group has a theme, places of its own and several [mentees]; it takes one of your places.`,
  coordinator: () => t`Every group, including those that have ended. Who is in a group is shown on its shared page.`,
  staff: () => "",
};

export function GroupList({ programme }: { programme: ProgrammeOut }) {
  const part = partIn(programme);
  return (
    <Page title={t`Groups`} lead={inItsWords(programme, leads[part]())}>
      {programme.rules.groups !== "none" && <Offer part={part} />}
      {part === "mentee" ? <ForMentee programme={programme} /> : <All programme={programme} part={part} />}
      {part === "mentee" && (
        <p>
          <Link to="/mentors">{t`Look for a mentor of your own`}</Link>
        </p>
      )}
    </Page>
  );
}

function Offer({ part }: { part: Part }) {
  if (part === "mentor")
    return (
      <p className="actions">
        <Link to="/groups/{-$groupId}/{-$view}" params={{ groupId: "new", view: undefined }} className="button primary">
          {t`Offer a group`}
        </Link>
      </p>
    );
  if (part !== "coordinator") return null;
  return (
    <p className="actions">
      <Link to="/people" search={{ role: "mentor", state: "active" }} className="button">
        {t`Choose a mentor to open a group for`}
      </Link>
    </p>
  );
}

/** With what one is to each group, or why it can't be asked, before anything is pressed. */
function ForMentee({ programme }: { programme: ProgrammeOut }) {
  const standing = useStanding(programme);
  const now = useServerTime();
  const { clock, rules } = programme;
  const reasonOf = (group: GroupOut) =>
    standing &&
    whyNot({
      group,
      clock,
      now,
      requests: standing.requests,
      most: rules.mentee_pending_max ?? 1,
      matched: standing.match !== undefined,
    });
  return (
    <Listed programme={programme} active empty={<NoGroups part="mentee" />}>
      {(group) => (
        <GroupCard
          key={group.id}
          group={group}
          programme={programme}
          reason={reasonOf(group)}
          canAsk={standing !== undefined && reasonOf(group) === undefined}
        />
      )}
    </Listed>
  );
}

function All({ programme, part }: { programme: ProgrammeOut; part: Part }) {
  return (
    <Listed programme={programme} active={part !== "coordinator"} empty={<NoGroups part={part} />}>
      {(group) => <GroupCard key={group.id} group={group} programme={programme} />}
    </Listed>
  );
}

type ListedProps = {
  programme: ProgrammeOut;
  active: boolean;
  empty: ReactNode;
  children: (group: GroupOut) => ReactNode;
};

function Listed({ programme, active, empty, children }: ListedProps) {
  const path = { programme_id: programme.id };
  const groups = useInfiniteQuery({
    ...listGroupsInfiniteOptions({ path, query: { ...(active && { state: "active" as const }) } }),
    // Not an empty cursor, which would be a wrong one.
    initialPageParam: { path },
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
  return (
    <Loaded query={groups}>
      {({ pages }) => {
        const items = pages.flatMap((each) => each.items);
        return (
          <>
            {items.length === 0 && empty}
            <ul className="cards">{items.map(children)}</ul>
            {groups.hasNextPage && (
              <button type="button" onClick={() => void groups.fetchNextPage()}>
                {t`Show more groups`}
              </button>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function NoGroups({ part }: { part: Part }) {
  if (part === "mentee")
    return (
      <EmptyState title={t`No groups yet`} action={<Link to="/mentors">{t`See the mentors`}</Link>}>
        <p>{t`Mentors can still offer groups. Meanwhile you can look for a mentor of your own.`}</p>
      </EmptyState>
    );
  return (
    <EmptyState
      title={t`No groups yet`}
      action={
        part === "mentor" ? (
          <Link
            to="/groups/{-$groupId}/{-$view}"
            params={{ groupId: "new", view: undefined }}
          >{t`Offer the first group`}</Link>
        ) : (
          <Link to="/people" search={{ role: "mentor" }}>{t`See the mentors`}</Link>
        )
      }
    >
      <p>{t`A mentor offers a group, or a coordinator opens one for a mentor from the mentor’s page.`}</p>
    </EmptyState>
  );
}
