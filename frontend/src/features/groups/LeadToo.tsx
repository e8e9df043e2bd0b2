import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { leadGroupMutation } from "../../api/groups/@tanstack/react-query.gen";
import type { GroupOut } from "../../api/groups/types.gen";
import { useAct } from "../../api/useAct";
import { listed } from "../../i18n/labels";
import { inItsWords } from "../../i18n/menteeWord";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { leadProblems } from "./groupWords";

type LeadTooProps = { group: GroupOut; programme: ProgrammeOut };

/** Another mentor joins those who lead a group, as long as nobody said yes to them alone. */
export function LeadToo({ group, programme }: LeadTooProps) {
  const [asked, setAsked] = useState(false);
  const { mentors, mentor_places: wanted, places, free } = group;
  if (mentors.length >= wanted) return <p>{t`This group has all the mentors it needs.`}</p>;
  if (free < places)
    return (
      <p>{inItsWords(programme, t`The first [mentees] are in this group already, so no other mentor can join.`)}</p>
    );
  return (
    <div className="actions">
      <button type="button" onClick={() => setAsked(true)}>
        {t`Lead this group too`}
      </button>
      {asked && <LeadDialog group={group} programme={programme} onClose={() => setAsked(false)} />}
    </div>
  );
}

function LeadDialog({ group, programme, onClose }: LeadTooProps & { onClose: () => void }) {
  const announce = useAnnounce();
  const navigate = useNavigate();
  const mutationKey = ["lead", group.id];
  const headersOf = useAct(mutationKey);
  const names = listed(group.mentors.map(({ name }) => name));
  const lead = useMutation({
    ...leadGroupMutation(),
    mutationKey,
    onSuccess: ({ id }) => {
      announce(t`You now lead this group too.`);
      void navigate({ to: "/matches/$matchId", params: { matchId: id } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const headers = headersOf();
    if (headers) lead.mutate({ path: { match_id: group.id }, headers });
  };
  return (
    <Dialog title={t`Lead this group too?`} onClose={onClose}>
      <form onSubmit={submit}>
        <ul>
          <li>{t`It takes one of your places.`}</li>
          <li>{t`You and ${{ names }} get each other’s contact details by email.`}</li>
          <li>
            {inItsWords(programme, t`The [mentees] who join the group get your contact details, and you get theirs.`)}
          </li>
          <li>{t`Requests for a place are still answered by: ${{ name: group.mentors[0]?.name ?? "" }}`}</li>
        </ul>
        <FailedAct error={lead.error} own={leadProblems()} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Cancel`}
          </button>
          <SubmitButton pending={lead.isPending}>{t`Lead the group too`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
