import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
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
import { FreeMentors } from "./FreeMentors";
import { NameSearch } from "./NameSearch";
import { addMentorProblems } from "./pairProblems";
import { useFreeMentors } from "./useFreeMentors";

type AddMentorDialogProps = { group: GroupOut; programme: ProgrammeOut; onClose: () => void };

/** A coordinator lets another mentor lead a group, with nobody's yes but their own: what follows is said before. */
export function AddMentorDialog({ group, programme, onClose }: AddMentorDialogProps) {
  const [name, setName] = useState("");
  const [missing, setMissing] = useState(false);
  const mentors = useFreeMentors(group, name);
  const announce = useAnnounce();
  const mutationKey = ["lead", group.id];
  const headersOf = useAct(mutationKey);
  const add = useMutation({
    ...leadGroupMutation(),
    mutationKey,
    onSuccess: () => {
      announce(t`The group has one more mentor. Its mentors have been emailed.`);
      onClose();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const mentor = mentors.data?.find(({ id }) => id === new FormData(event.currentTarget).get("mentor"));
    setMissing(!mentor);
    if (!mentor) return document.getElementById("mentor")?.focus();
    const body = { mentor_id: mentor.id };
    const headers = headersOf(mentor.id);
    if (headers) add.mutate({ path: { match_id: group.id }, body, headers });
  };
  return (
    <Dialog title={t`Add a mentor to the group`} onClose={onClose}>
      <Follows group={group} programme={programme} />
      <NameSearch words="" onSearch={setName} />
      <form noValidate onSubmit={submit}>
        <FreeMentors query={mentors} fault={missing ? t`Choose a mentor.` : undefined} sought={name !== ""} />
        <FailedAct error={add.error} own={addMentorProblems()} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Cancel`}
          </button>
          {Boolean(mentors.data?.length) && <SubmitButton pending={add.isPending}>{t`Add to the group`}</SubmitButton>}
        </div>
      </form>
    </Dialog>
  );
}

function Follows({ group: { mentors }, programme }: Omit<AddMentorDialogProps, "onClose">) {
  const names = listed(mentors.map((each) => each.name));
  return (
    <ul>
      <li>{t`The mentor joins the group straight away, so ask them first. It takes one of their places.`}</li>
      <li>{t`The mentor and ${{ names }} get each other’s contact details by email.`}</li>
      <li>
        {inItsWords(
          programme,
          t`The [mentees] who join the group get the mentor’s contact details, and the mentor gets theirs.`,
        )}
      </li>
      <li>{t`Requests for a place are still answered by: ${{ name: mentors[0]?.name ?? "" }}`}</li>
    </ul>
  );
}
