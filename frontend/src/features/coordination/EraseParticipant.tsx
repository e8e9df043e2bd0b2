import { t } from "@lingui/core/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { eraseParticipantMutation, listMembersOptions } from "../../api/coordination/@tanstack/react-query.gen";
import { readSessionOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { ParticipantOut, ProgrammeOut } from "../../api/generated/types.gen";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { TextField } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";

type EraseParticipantProps = { person: ParticipantOut; programme: ProgrammeOut };

/** For admins: somebody has asked to be erased and can't sign in to do it. */
export function EraseParticipant({ person, programme }: EraseParticipantProps) {
  const [asked, setAsked] = useState(false);
  const path = { organisation_id: programme.organisation_id };
  const members = useQuery(listMembersOptions({ path, query: { limit: 200 } })).data?.items ?? [];
  const me = useQuery(readSessionOptions()).data?.person.id;
  if (!members.some(({ person_id, role }) => person_id === me && role === "admin")) return null;
  return (
    <section>
      <h2>{t`Erase this person`}</h2>
      <p>{t`People erase their accounts themselves, under “My account”. If somebody can’t sign in any more and asks you for it, you can do it here.`}</p>
      <div className="actions">
        <button type="button" className="danger" onClick={() => setAsked(true)}>
          {t`Erase this person`}
        </button>
      </div>
      {asked && <EraseDialog person={person} programme={programme} onClose={() => setAsked(false)} />}
    </section>
  );
}

function EraseDialog({ person, programme, onClose }: EraseParticipantProps & { onClose: () => void }) {
  const announce = useAnnounce();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [wrong, setWrong] = useState(false);
  const erase = useMutation({
    ...eraseParticipantMutation(),
    meta: { tellsItself: true },
    onSuccess: async () => {
      await navigate({ to: "/people", search: { programme: programme.id } });
      announce(t`This person has been erased.`);
      await queryClient.invalidateQueries();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (erase.isPending) return;
    const typed = String(new FormData(event.currentTarget).get("confirmation") ?? "").trim();
    const same = typed.localeCompare(person.name, undefined, { sensitivity: "base" }) === 0;
    setWrong(!same);
    if (same) erase.mutate({ path: { participant_id: person.id } });
  };
  return (
    <Dialog title={t`Erase this person?`} onClose={onClose}>
      <form noValidate onSubmit={submit}>
        <p>{t`Their account, name, profiles, contact details and texts are deleted for good. Only figures are kept, which nobody can trace to them.`}</p>
        {person.active_matches + person.pending_requests > 0 && (
          <p>{t`Their pairs and open requests end. Everyone affected gets an email saying this person has left.`}</p>
        )}
        <p>{t`This can’t be undone, not even by us.`}</p>
        {person.name && (
          <TextField
            name="confirmation"
            label={t`To confirm, type the name of the person`}
            help={<bdi>{person.name}</bdi>}
            autoComplete="off"
            spellCheck={false}
            error={wrong ? t`This is not the name of the person.` : undefined}
          />
        )}
        <FailedAct error={erase.error} own={eraseProblems()} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Cancel`}
          </button>
          <SubmitButton pending={erase.isPending}>{t`Erase for good`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}

const eraseProblems = () => ({
  takes_part_elsewhere: t`This person also takes part, or works, in another organisation. Only they can erase their account, under “My account”.`,
  last_admin: t`This person is the last admin of an organisation. Somebody else has to become one first.`,
});
