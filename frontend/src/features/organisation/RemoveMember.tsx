import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { removeMemberMutation } from "../../api/coordination/@tanstack/react-query.gen";
import type { MemberOut } from "../../api/coordination/types.gen";
import { useAnnounce } from "../../ui/Status";
import { ConfirmDialog } from "./ConfirmDialog";

type RemoveMemberProps = { member: MemberOut; organisationId: string; onClose: () => void };

export function RemoveMember({ member, organisationId, onClose }: RemoveMemberProps) {
  const announce = useAnnounce();
  const remove = useMutation({
    ...removeMemberMutation(),
    onSuccess: () => announce(t`They are no longer in the team.`),
  });
  return (
    <ConfirmDialog
      title={t`Remove from the team?`}
      confirm={t`Remove from the team`}
      error={remove.error}
      pending={remove.isPending}
      onConfirm={() => remove.mutate({ path: { organisation_id: organisationId, person_id: member.person_id } })}
      onClose={onClose}
    >
      <p>
        <bdi>{member.name || member.email}</bdi>
      </p>
      <p>{t`They lose access to everything in this organisation straight away, and so do their tokens. They keep their account, and what they did stays in the history.`}</p>
    </ConfirmDialog>
  );
}
