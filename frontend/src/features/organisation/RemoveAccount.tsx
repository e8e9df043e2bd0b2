import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { removeServiceAccountMutation } from "../../api/coordination/@tanstack/react-query.gen";
import type { ServiceAccountOut } from "../../api/coordination/types.gen";
import { useAnnounce } from "../../ui/Status";
import { ConfirmDialog } from "./ConfirmDialog";

type RemoveAccountProps = { account: ServiceAccountOut; organisationId: string; onClose: () => void };

export function RemoveAccount({ account, organisationId, onClose }: RemoveAccountProps) {
  const announce = useAnnounce();
  const remove = useMutation({
    ...removeServiceAccountMutation(),
    onSuccess: () => announce(t`The service account has been removed.`),
  });
  return (
    <ConfirmDialog
      title={t`Remove the service account?`}
      confirm={t`Remove the service account`}
      error={remove.error}
      pending={remove.isPending}
      onConfirm={() => remove.mutate({ path: { organisation_id: organisationId, account_id: account.id } })}
      onClose={onClose}
    >
      <p>
        <bdi>{account.name}</bdi>
      </p>
      <p>{t`The system loses all access here straight away. What it did stays in the history under its name. This can’t be undone.`}</p>
    </ConfirmDialog>
  );
}
