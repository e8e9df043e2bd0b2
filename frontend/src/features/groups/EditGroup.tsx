import { t } from "@lingui/core/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useRef, useState } from "react";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { editGroupMutation, readGroupOptions } from "../../api/groups/@tanstack/react-query.gen";
import type { GroupOut } from "../../api/groups/types.gen";
import { type FieldProblem, readProblem } from "../../api/problem";
import { ErrorSummary } from "../../ui/ErrorSummary";
import { FailedAct } from "../../ui/FailedAct";
import { Loaded } from "../../ui/Loaded";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { GroupFields, groupFieldName } from "./GroupFields";
import { groupProblems, readGroup, valuesOf } from "./groupValues";
import { editProblems } from "./groupWords";
import { faultsIn } from "./OfferGroup";
import { Overtaken } from "./Overtaken";
import { useSpoken } from "./useSpoken";

type EditGroupProps = { groupId: string; programme: ProgrammeOut };

export function EditGroup({ groupId, programme }: EditGroupProps) {
  const group = useQuery(readGroupOptions({ path: { match_id: groupId } }));
  const found = group.data;
  if (found && found.own !== "leads" && !programme.coordinates) return <NotForYou title={t`Change the group`} />;
  return (
    <Page title={t`Change the group`}>
      <Loaded query={group}>
        {(known) =>
          known.state === "active" ? (
            <EditForm latest={known} programme={programme} />
          ) : (
            <p>{t`This group has ended, so it can’t be changed any more.`}</p>
          )
        }
      </Loaded>
      <p>
        <Link to="/groups/{-$groupId}/{-$view}" params={{ groupId, view: undefined }}>
          {t`Back to the group`}
        </Link>
      </p>
    </Page>
  );
}

/** `latest` is what the page knows by now; the form is made from what it was when it was opened. */
function EditForm({ latest, programme }: { latest: GroupOut; programme: ProgrammeOut }) {
  const [base, setBase] = useState(latest);
  const most = Math.max(programme.rules.group_places_max ?? 5, 2);
  const spoken = useSpoken(latest.mentors[0]?.participant_id, programme);
  const announce = useAnnounce();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const path = { match_id: latest.id };
  const edit = useMutation({
    ...editGroupMutation(),
    mutationKey: ["edit-group", latest.id],
    onSuccess: () => {
      announce(t`The group has been changed.`);
      void navigate({
        to: "/groups/{-$groupId}/{-$view}",
        params: { groupId: latest.id, view: undefined },
        replace: true,
      });
    },
    // Whoever was overtaken is shown by what.
    onError: () => queryClient.invalidateQueries({ queryKey: readGroupOptions({ path }).queryKey }),
  });
  const stale = edit.error !== null && readProblem(edit.error).code === "stale";
  const [tries, setTries] = useState(0);
  const [own, setOwn] = useState<FieldProblem[]>([]);
  const problems = own.length > 0 ? own : faultsIn(edit.error, most);
  const send = (version: number) => {
    if (!form.current || edit.isPending) return;
    const body = readGroup(new FormData(form.current));
    const found = groupProblems(body, most);
    setOwn(found);
    setTries(tries + 1);
    if (found.length === 0) edit.mutate({ path, body, headers: { "if-match": `"v${version}"` } });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(base.version);
  };
  const takeTheirs = () => {
    setBase(latest);
    edit.reset();
  };
  return (
    <form ref={form} key={base.version} noValidate onSubmit={submit}>
      <ErrorSummary
        problems={problems}
        nameOf={(field) => groupFieldName(field, programme)}
        attempt={tries + edit.failureCount}
      />
      {stale && (
        <Overtaken
          theirs={latest}
          base={base}
          programme={programme}
          onMine={() => send(latest.version)}
          onTheirs={takeTheirs}
        />
      )}
      <GroupFields values={valuesOf(base)} spoken={spoken} most={most} problems={problems} programme={programme} />
      {problems.length === 0 && !stale && <FailedAct error={edit.error} own={editProblems()} />}
      <div className="actions">
        <SubmitButton pending={edit.isPending}>{t`Save the changes`}</SubmitButton>
      </div>
    </form>
  );
}
