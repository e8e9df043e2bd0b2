import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { changeMemberRoleMutation } from "../../api/coordination/@tanstack/react-query.gen";
import type { MemberOut } from "../../api/coordination/types.gen";
import { ChoiceGroup } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { ConfirmDialog } from "./ConfirmDialog";
import { readRole, roleChoices } from "./roles";

type ChangeRoleProps = { member: MemberOut; organisationId: string; onClose: () => void };

export function ChangeRole({ member, organisationId, onClose }: ChangeRoleProps) {
  const announce = useAnnounce();
  const change = useMutation({
    ...changeMemberRoleMutation(),
    onSuccess: () => {
      announce(t`The role has been changed. It takes effect straight away.`);
      onClose();
    },
  });
  const path = { organisation_id: organisationId, person_id: member.person_id };
  return (
    <ConfirmDialog
      title={t`Change the role`}
      confirm={t`Save the role`}
      error={change.error}
      pending={change.isPending}
      onConfirm={(form) => change.mutate({ path, body: { role: readRole(form.get("role")) } })}
      onClose={onClose}
    >
      <p>
        <bdi>{member.name || member.email}</bdi>
      </p>
      <ChoiceGroup type="radio" name="role" label={t`Role`} choices={roleChoices()} chosen={[member.role]} />
    </ConfirmDialog>
  );
}
