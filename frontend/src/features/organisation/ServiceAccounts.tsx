import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { listServiceAccountsOptions } from "../../api/coordination/@tanstack/react-query.gen";
import type { NewSecretOut } from "../../api/coordination/types.gen";
import { Loaded } from "../../ui/Loaded";
import { ShownOnce } from "../../ui/ShownOnce";
import { AccountDialog } from "./AccountDialog";
import { AccountRow } from "./AccountRow";

/** The identities of systems: a student register, HR, a script of the organisation's. */
export function ServiceAccounts({ organisationId }: { organisationId: string }) {
  const path = { organisation_id: organisationId };
  const accounts = useQuery(listServiceAccountsOptions({ path, query: { limit: 200 } }));
  const [made, setMade] = useState<NewSecretOut>();
  const [making, setMaking] = useState(false);
  return (
    <section>
      <h2>{t`Service accounts`}</h2>
      <p>{t`A system with a service account can do what a coordinator can, as far as you allow. Nobody signs in as it, and it gets no emails.`}</p>
      {made && <Made account={made} onDone={() => setMade(undefined)} />}
      <Loaded query={accounts}>
        {({ items }) =>
          items.length > 0 && (
            <ul className="rows">
              {items.map((account) => (
                <AccountRow key={account.id} account={account} organisationId={organisationId} onSecret={setMade} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <p>
        <button type="button" onClick={() => setMaking(true)}>
          {t`Create a service account`}
        </button>
      </p>
      {making && <AccountDialog organisationId={organisationId} onMade={setMade} onClose={() => setMaking(false)} />}
    </section>
  );
}

function Made({ account, onDone }: { account: NewSecretOut; onDone: () => void }) {
  return (
    <div className="card">
      <h3>
        {t`The new secret:`} <bdi>{account.name}</bdi>
      </h3>
      <p>
        {t`Client id:`} <code>{account.id}</code>
      </p>
      <ShownOnce
        name="secret"
        label={t`Secret`}
        help={t`It is shown only this once. Keep it where the system reads its secrets, and nowhere else.`}
        value={account.secret}
        copy={t`Copy the secret`}
        copied={t`Copied.`}
      />
      <p>
        <button type="button" onClick={onDone}>
          {t`I have saved it`}
        </button>
      </p>
    </div>
  );
}
