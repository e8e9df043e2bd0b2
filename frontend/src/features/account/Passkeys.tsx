import { t } from "@lingui/core/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { listPasskeysOptions, removePasskeyMutation } from "../../api/account/@tanstack/react-query.gen";
import { addPasskey, askNewPasskey } from "../../api/account/sdk.gen";
import type { PasskeyOut } from "../../api/account/types.gen";
import { make, passkeysWork } from "../../api/passkeys";
import { FailedAct } from "../../ui/FailedAct";
import { Loaded } from "../../ui/Loaded";
import { Moment } from "../../ui/Moment";
import { ownZone } from "../../ui/ownZone";
import { useAnnounce } from "../../ui/Status";
import { passkeyProblems } from "./passkeyProblems";

/** What one's devices keep, so that the next sign-in needs no mail. */
export function Passkeys() {
  const passkeys = useQuery(listPasskeysOptions());
  const announce = useAnnounce();
  const changed = async (words: string) => {
    await passkeys.refetch();
    announce(words);
  };
  const add = useMutation({
    meta: { tellsItself: true },
    mutationFn: async () => {
      const { data } = await askNewPasskey({ throwOnError: true });
      const credential = await make(data.options);
      await addPasskey({ body: { credential }, throwOnError: true });
    },
    onSuccess: () => changed(t`The passkey has been added.`),
  });
  const remove = useMutation({
    ...removePasskeyMutation(),
    meta: { tellsItself: true },
    onSuccess: () => changed(t`The passkey has been removed.`),
  });
  return (
    <section>
      <h2>{t`Passkeys`}</h2>
      <p>{t`With a passkey your device signs you in without an email, using your fingerprint, face or PIN.`}</p>
      <FailedAct error={add.error ?? remove.error} own={passkeyProblems()} />
      <Loaded query={passkeys}>
        {(all) =>
          all.length > 0 && (
            <ul className="rows">
              {all.map((passkey) => (
                <Row
                  key={passkey.id}
                  passkey={passkey}
                  onRemove={() => remove.isPending || remove.mutate({ path: { passkey_id: passkey.id } })}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {passkeysWork() ? (
        <p>
          <button type="button" aria-disabled={add.isPending} onClick={() => add.isPending || add.mutate()}>
            {t`Add a passkey`}
          </button>
        </p>
      ) : (
        <p className="muted">{t`This browser is too old for passkeys.`}</p>
      )}
    </section>
  );
}

function Row({ passkey, onRemove }: { passkey: PasskeyOut; onRemove: () => void }) {
  const device = passkey.device || t`Unknown browser`;
  return (
    <li>
      <p>
        <strong>{device}</strong>
      </p>
      <p className="muted">
        {t`Added:`} <Moment at={passkey.created_at} zone={ownZone()} />
        {passkey.last_used_at && (
          <>
            <br />
            {t`Last used:`} <Moment at={passkey.last_used_at} zone={ownZone()} />
          </>
        )}
      </p>
      <button type="button" aria-label={t`Remove the passkey: ${{ device }}`} onClick={onRemove}>
        {t`Remove`}
      </button>
    </li>
  );
}
