import { t } from "@lingui/core/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { listIdentitiesOptions, removeIdentityMutation } from "../../api/account/@tanstack/react-query.gen";
import type { IdentityOut } from "../../api/account/types.gen";
import { listProvidersOptions } from "../../api/generated/@tanstack/react-query.gen";
import { FailedAct } from "../../ui/FailedAct";
import { Loaded } from "../../ui/Loaded";
import { Moment } from "../../ui/Moment";
import { ownZone } from "../../ui/ownZone";
import { Page } from "../../ui/Page";
import { useAnnounce } from "../../ui/Status";
import { AddAddress } from "./AddAddress";
import { AddHome } from "./AddHome";
import { AddProvider } from "./AddProvider";
import { Passkeys } from "./Passkeys";
import { waysInProblems } from "./waysInProblems";
import "../../styles/pages.css";

/** By which ways one signs in, and how to add another. */
export function WaysInPage() {
  const identities = useQuery(listIdentitiesOptions());
  const providers = useQuery(listProvidersOptions()).data;
  const announce = useAnnounce();
  const changed = async (words: string) => {
    await identities.refetch();
    announce(words);
  };
  const remove = useMutation({
    ...removeIdentityMutation(),
    meta: { tellsItself: true },
    onSuccess: () => changed(t`The way to sign in has been removed.`),
  });
  return (
    <Page title={t`Ways to sign in`} lead={t`With two ways to sign in, you can still get in if you lose one.`}>
      <CameBack />
      <FailedAct error={remove.error} own={waysInProblems()} />
      <Loaded query={identities}>
        {(all) =>
          all.length > 0 && (
            <ul className="rows">
              {all.map((identity) => (
                <Row
                  key={identity.id}
                  identity={identity}
                  onRemove={() => remove.isPending || remove.mutate({ path: { identity_id: identity.id } })}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {providers?.email && <AddAddress onAdded={() => void changed(t`The address has been added.`)} />}
      {providers?.federation && <AddHome />}
      {providers && providers.providers.length > 0 && <AddProvider providers={providers.providers} />}
      {providers?.passkeys && <Passkeys />}
    </Page>
  );
}

/** What came of going to one's university or employer to add it. */
function CameBack() {
  const [said] = useState(() => new URLSearchParams(window.location.search));
  if (said.has("added")) return <p className="notice" role="status">{t`From now on you can sign in there as well.`}</p>;
  const code = said.get("problem");
  return <FailedAct error={code && { code }} own={waysInProblems()} />;
}

function Row({ identity, onRemove }: { identity: IdentityOut; onRemove: () => void }) {
  const { name, kind, created_at, last_used_at } = identity;
  return (
    <li>
      <p>
        <strong>
          <bdi>{name}</bdi>
        </strong>
      </p>
      <p className="muted">
        {kind === "email" ? t`By email to this address` : t`With this university or employer`}
        <br />
        {t`Added:`} <Moment at={created_at} zone={ownZone()} />
        {last_used_at && (
          <>
            <br />
            {t`Last used:`} <Moment at={last_used_at} zone={ownZone()} />
          </>
        )}
      </p>
      <button type="button" aria-label={t`Remove the way to sign in: ${{ name }}`} onClick={onRemove}>
        {t`Remove`}
      </button>
    </li>
  );
}
