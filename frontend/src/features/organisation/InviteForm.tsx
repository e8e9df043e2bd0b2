import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { inviteMemberMutation } from "../../api/coordination/@tanstack/react-query.gen";
import { fieldProblems } from "../../api/problem";
import { FailedAct } from "../../ui/FailedAct";
import { ChoiceGroup, SelectField, TextField } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { languageChoices, readLanguage } from "./mailLanguages";
import { memberProblems, readRole, roleChoices } from "./roles";

export function InviteForm({ organisationId }: { organisationId: string }) {
  const announce = useAnnounce();
  const [invited, setInvited] = useState(0);
  const invite = useMutation({
    ...inviteMemberMutation(),
    onSuccess: () => {
      announce(t`The invitation is on its way.`);
      setInvited((before) => before + 1); // an empty form for the next one
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (invite.isPending) return;
    const form = new FormData(event.currentTarget);
    const email = String(form.get("email") ?? "").trim();
    const language = readLanguage(form.get("language"));
    invite.mutate({
      path: { organisation_id: organisationId },
      body: { email, role: readRole(form.get("role")), language },
    });
  };
  const wrong = fieldProblems(invite.error).length > 0;
  return (
    <form key={invited} noValidate onSubmit={submit}>
      <TextField
        name="email"
        type="email"
        autoComplete="off"
        label={t`Email address`}
        error={wrong ? t`Enter an email address such as name@example.org.` : undefined}
      />
      <ChoiceGroup type="radio" name="role" label={t`Role`} choices={roleChoices()} chosen={["coordinator"]} />
      <SelectField
        name="language"
        label={t`Language of the email`}
        choices={languageChoices()}
        defaultValue={document.documentElement.lang}
      />
      {!wrong && <FailedAct error={invite.error} own={memberProblems()} />}
      <div className="actions">
        <SubmitButton pending={invite.isPending}>{t`Email the invitation`}</SubmitButton>
      </div>
    </form>
  );
}
