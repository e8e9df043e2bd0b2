import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { renewServiceSecretMutation } from "../../api/coordination/@tanstack/react-query.gen";
import type { NewSecretOut, ServiceAccountOut } from "../../api/coordination/types.gen";
import { ChoiceGroup } from "../../ui/fields";
import { useAnnounce } from "../../ui/Status";
import { ConfirmDialog } from "./ConfirmDialog";

type RenewSecretProps = {
  account: ServiceAccountOut;
  organisationId: string;
  onRenewed: (account: NewSecretOut) => void;
  onClose: () => void;
};

export function RenewSecret({ account, organisationId, onRenewed, onClose }: RenewSecretProps) {
  const announce = useAnnounce();
  const renew = useMutation({
    ...renewServiceSecretMutation(),
    onSuccess: (renewed) => {
      announce(t`The new secret has been created. Copy it now: it is not shown again.`);
      onRenewed(renewed);
      onClose();
    },
  });
  const path = { organisation_id: organisationId, account_id: account.id };
  return (
    <ConfirmDialog
      title={t`Create a new secret`}
      confirm={t`Create a new secret`}
      error={renew.error}
      pending={renew.isPending}
      onConfirm={(form) => renew.mutate({ path, body: { grace_hours: Number(form.get("grace")) } })}
      onClose={onClose}
    >
      <p>
        <bdi>{account.name}</bdi>
      </p>
      <ChoiceGroup
        type="radio"
        name="grace"
        label={t`The present secret`}
        choices={[
          { value: "24", label: t`stays valid for one more day`, help: t`Time to give the new one to the system.` },
          { value: "168", label: t`stays valid for one more week` },
          { value: "0", label: t`ends straight away`, help: t`Choose this if somebody else may know it.` },
        ]}
        chosen={["24"]}
      />
    </ConfirmDialog>
  );
}
