import { t } from "@lingui/core/macro";
import { useState } from "react";
import type { NewSecretOut, ServiceAccountOut } from "../../api/coordination/types.gen";
import { Moment } from "../../ui/Moment";
import { ownZone } from "../../ui/ownZone";
import { AccountDialog } from "./AccountDialog";
import { RemoveAccount } from "./RemoveAccount";
import { RenewSecret } from "./RenewSecret";

type AccountRowProps = {
  account: ServiceAccountOut;
  organisationId: string;
  onSecret: (account: NewSecretOut) => void;
};

export function AccountRow({ account, organisationId, onSecret }: AccountRowProps) {
  const [open, setOpen] = useState<"edit" | "secret" | "remove">();
  const close = () => setOpen(undefined);
  const { name, last_used_at: used, previous_until: until } = account;
  const dialog = { account, organisationId, onClose: close };
  return (
    <li>
      <p>
        <strong dir="auto">{name}</strong>
      </p>
      <p className="muted">
        {t`Client id:`} <code>{account.id}</code>
        <br />
        {account.scopes.join(", ")}
        <br />
        {used ? (
          <>
            {t`Last used:`} <Moment at={used} zone={ownZone()} />
          </>
        ) : (
          t`Not used yet`
        )}
        {until && Date.parse(until) > Date.now() && (
          <>
            <br />
            {t`The secret before this one is valid until:`} <Moment at={until} zone={ownZone()} />
          </>
        )}
      </p>
      <div className="actions">
        <button type="button" aria-label={t`Change: ${{ name }}`} onClick={() => setOpen("edit")}>
          {t`Change`}
        </button>
        <button type="button" aria-label={t`New secret: ${{ name }}`} onClick={() => setOpen("secret")}>
          {t`New secret`}
        </button>
        <button type="button" aria-label={t`Remove: ${{ name }}`} onClick={() => setOpen("remove")}>
          {t`Remove`}
        </button>
      </div>
      {open === "edit" && <AccountDialog {...dialog} />}
      {open === "secret" && <RenewSecret {...dialog} onRenewed={onSecret} />}
      {open === "remove" && <RemoveAccount {...dialog} />}
    </li>
  );
}
