import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import {
  removeIdentityProviderMutation,
  testIdentityProviderMutation,
} from "../../api/coordination/@tanstack/react-query.gen";
import type { ProviderOut } from "../../api/coordination/types.gen";
import { Dialog } from "../../ui/Dialog";
import { Facts } from "../../ui/Facts";
import { FailedAct } from "../../ui/FailedAct";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";
import { changeProvider } from "./changeProvider";
import { ProviderForm } from "./ProviderForm";
import { providerProblems } from "./providerProblems";

type ProviderProps = { provider: ProviderOut; onChanged: () => Promise<unknown> };

/** One service: how it stands, what it has to know of us, trying it out, switching it on. */
export function Provider({ provider, onChanged }: ProviderProps) {
  const [removing, setRemoving] = useState(false);
  // The form follows what is saved, until somebody types in it.
  const [formed, setFormed] = useState(provider);
  const [typed, setTyped] = useState(false);
  if (!typed && formed !== provider) setFormed(provider);
  const announce = useAnnounce();
  const turn = useMutation({
    meta: { tellsItself: true },
    mutationFn: () => changeProvider(provider, { enabled: !provider.enabled }),
    onSuccess: async ({ enabled }) => {
      await onChanged();
      announce(enabled ? t`Switched on.` : t`Switched off.`);
    },
    // Whoever was overtaken is shown how it stands.
    onError: onChanged,
  });
  const test = useMutation({
    ...testIdentityProviderMutation(),
    meta: { tellsItself: true },
    onSuccess: ({ location }) => window.location.assign(location),
  });
  return (
    <section className="card" aria-labelledby={provider.id}>
      <h2 id={provider.id}>
        <bdi>{provider.name}</bdi>
      </h2>
      <Facts
        facts={[
          [
            t`Status`,
            provider.enabled ? t`On: people can sign in with it` : t`Off: nobody sees it on the sign-in page`,
          ],
          [t`Address of the service`, <bdi key="issuer">{provider.issuer}</bdi>],
          [
            provider.kind === "saml"
              ? t`Our metadata, which it has to know`
              : t`Register this address there (redirect URI)`,
            <code key="callback">{provider.callback}</code>,
          ],
        ]}
      />
      <FailedAct error={turn.error ?? test.error} own={providerProblems()} />
      <ProviderForm key={JSON.stringify(formed)} provider={formed} onTyped={setTyped} />
      <div className="actions">
        <button
          type="button"
          aria-disabled={test.isPending}
          onClick={() => test.isPending || test.mutate({ path: { provider_id: provider.id } })}
        >
          {t`Test this sign-in`}
        </button>
        <button type="button" aria-disabled={turn.isPending} onClick={() => turn.isPending || turn.mutate()}>
          {provider.enabled ? t`Switch off` : t`Switch on`}
        </button>
        <button type="button" className="quiet" onClick={() => setRemoving(true)}>
          {t`Remove`}
        </button>
      </div>
      {removing && <RemoveDialog provider={provider} onClose={() => setRemoving(false)} onRemoved={onChanged} />}
    </section>
  );
}

type RemoveDialogProps = { provider: ProviderOut; onClose: () => void; onRemoved: () => Promise<unknown> };

function RemoveDialog({ provider, onClose, onRemoved }: RemoveDialogProps) {
  const announce = useAnnounce();
  const remove = useMutation({
    ...removeIdentityProviderMutation(),
    meta: { tellsItself: true },
    onSuccess: async () => {
      onClose();
      await onRemoved();
      announce(t`The service has been removed.`);
    },
  });
  return (
    <Dialog title={t`Remove this service?`} onClose={onClose}>
      <p>
        {provider.kind === "saml"
          ? t`Whoever has no other way to sign in can’t get in any more. If you add the same service again, they start from scratch: to renew its metadata, change it here instead.`
          : t`Whoever has no other way to sign in can’t get in any more. Their accounts stay; if you add the same service again, they are recognised again.`}
      </p>
      <FailedAct error={remove.error} own={providerProblems()} />
      <form
        className="actions"
        onSubmit={(event) => {
          event.preventDefault();
          if (!remove.isPending) remove.mutate({ path: { provider_id: provider.id } });
        }}
      >
        <button type="button" onClick={onClose}>
          {t`Keep it`}
        </button>
        <SubmitButton pending={remove.isPending}>{t`Remove`}</SubmitButton>
      </form>
    </Dialog>
  );
}
