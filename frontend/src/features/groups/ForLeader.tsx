import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { editGroupMutation } from "../../api/groups/@tanstack/react-query.gen";
import type { GroupOut } from "../../api/groups/types.gen";
import { useAct } from "../../api/useAct";
import { inItsWords } from "../../i18n/menteeWord";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { valuesOf } from "./groupValues";
import { editProblems } from "./groupWords";

type ForLeaderProps = { group: GroupOut; programme: ProgrammeOut };

/** What a mentor who leads it, or a coordinator, can do with a group. */
export function ForLeader({ group, programme }: ForLeaderProps) {
  const active = group.state === "active";
  return (
    <>
      <div className="actions">
        <Link
          to="/matches/$matchId"
          params={{ matchId: group.id }}
          search={{ programme: programme.id }}
          className="button primary"
        >
          {group.own === "leads" ? t`Open your shared page` : t`See who is in it`}
        </Link>
        {active && (
          <Link to="/groups/{-$groupId}/{-$view}" params={{ groupId: group.id, view: "edit" }} className="button">
            {t`Change the group`}
          </Link>
        )}
      </div>
      {active && <Joining group={group} programme={programme} />}
    </>
  );
}

/** Lets mentees ask, or no more, with one press. */
function Joining({ group, programme }: ForLeaderProps) {
  const announce = useAnnounce();
  const mutationKey = ["joining", group.id];
  const headersOf = useAct(mutationKey);
  const edit = useMutation({
    ...editGroupMutation(),
    mutationKey,
    onSuccess: () =>
      announce(group.joining ? t`The group is now closed to new members.` : t`The group is open to new members again.`),
  });
  const press = () => {
    const body = { ...valuesOf(group), joining: !group.joining };
    const headers = headersOf(`${group.version}`);
    if (headers)
      edit.mutate({ path: { match_id: group.id }, body, headers: { ...headers, "if-match": `"v${group.version}"` } });
  };
  return (
    <section>
      <h2>{t`Who can join`}</h2>
      <p>
        {inItsWords(
          programme,
          group.joining
            ? t`[Mentees] can ask for a place while there are any left. If you close the group, waiting requests are closed, and those who asked are told.`
            : t`Nobody can ask for a place. Whoever is in the group stays.`,
        )}
      </p>
      <FailedAct error={edit.error} own={editProblems()} />
      <p>
        <button type="button" onClick={press}>
          {group.joining ? t`Close to new members` : t`Open to new members again`}
        </button>
      </p>
    </section>
  );
}
