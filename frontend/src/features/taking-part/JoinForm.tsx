import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { FormEvent } from "react";
import type { ProgrammeOut, Role } from "../../api/generated/types.gen";
import { joinProgrammeMutation } from "../../api/taking-part/@tanstack/react-query.gen";
import { useAct } from "../../api/useAct";
import { FailedAct } from "../../ui/FailedAct";
import { SelectField, TextField } from "../../ui/fields";
import { programmeName } from "../../ui/programmeName";
import { SubmitButton } from "../../ui/SubmitButton";
import { useRefresh } from "./useRefresh";

type JoinFormProps = { programme: ProgrammeOut; role: Role; earlier: readonly ProgrammeOut[]; invited: boolean };

/** Joining makes a draft that nobody else sees. An earlier profile comes along only if its owner says so (R8). */
export function JoinForm({ programme, role, earlier, invited }: JoinFormProps) {
  const navigate = useNavigate();
  const refresh = useRefresh();
  const mutationKey = ["join", programme.id];
  const headersOf = useAct(mutationKey);
  const join = useMutation({
    ...joinProgrammeMutation(),
    mutationKey,
    meta: { tellsItself: true },
    onSuccess: async () => {
      await refresh();
      await navigate({ to: "/profile", search: { programme: programme.id }, replace: true });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const [invitation, from] = ["invitation", "from"].map((name) => String(data.get(name) ?? "").trim());
    const body = { role, invitation: invitation || null, profile_from: from || null };
    const headers = headersOf(JSON.stringify(body));
    if (headers) join.mutate({ path: { programme_id: programme.id }, body, headers });
  };
  return (
    <form onSubmit={submit}>
      <p>{t`First you fill in a profile. Nobody sees it until you publish it.`}</p>
      {earlier.length > 0 && (
        <SelectField
          name="from"
          label={t`Start from an earlier profile of yours`}
          help={t`Your words are copied, your contact details are not.`}
          choices={[{ value: "", label: t`No, start afresh` }, ...earlierChoices(earlier)]}
        />
      )}
      <Invitation open={invited} />
      <FailedAct error={join.error} own={joinProblems()} />
      <div className="actions">
        <SubmitButton pending={join.isPending}>{t`Join and fill in my profile`}</SubmitButton>
      </div>
    </form>
  );
}

const earlierChoices = (earlier: readonly ProgrammeOut[]) =>
  earlier.map((programme) => ({
    value: programme.participant?.id ?? "",
    label: programmeName(programme, earlier),
  }));

function Invitation({ open }: { open: boolean }) {
  return (
    <details open={open}>
      <summary>{t`I have an invitation code`}</summary>
      <TextField name="invitation" label={t`Invitation code`} autoComplete="off" spellCheck={false} required={open} />
    </details>
  );
}

const joinProblems = () => ({
  not_admitted: t`You can’t join the programme in this role, or the invitation code is no longer valid. If you think you should be in, write to the organisers.`,
  already_takes_part: t`You are already taking part in this programme, or have taken part and left. Your home page shows how things stand.`,
  window_not_open: t`Sign-up has not opened yet. With a personal invitation you can still join.`,
  window_closed: t`Sign-up has closed. With a personal invitation you can still join.`,
  validation: t`This is not an invitation code. Copy the whole code from the invitation.`,
});
