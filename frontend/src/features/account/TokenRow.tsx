import { t } from "@lingui/core/macro";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { revokeTokenMutation } from "../../api/account/@tanstack/react-query.gen";
import type { TokenOut } from "../../api/account/types.gen";
import { Dialog } from "../../ui/Dialog";
import { FailedAct } from "../../ui/FailedAct";
import { Moment } from "../../ui/Moment";
import { ownZone } from "../../ui/ownZone";
import { useAnnounce } from "../../ui/Status";
import { SubmitButton } from "../../ui/SubmitButton";

export function TokenRow({ token }: { token: TokenOut }) {
  const [asking, setAsking] = useState(false);
  const { name } = token;
  const expired = Date.parse(token.expires_at) <= Date.now();
  return (
    <li>
      <p>
        <strong dir="auto">{name}</strong>
        {expired && ` · ${t`Expired`}`}
      </p>
      <p className="muted">
        {token.scopes.join(", ")}
        <br />
        {t`Valid until:`} <Moment at={token.expires_at} zone={ownZone()} />
        <br />
        {token.last_used_at ? (
          <>
            {t`Last used:`} <Moment at={token.last_used_at} zone={ownZone()} />
          </>
        ) : (
          t`Not used yet`
        )}
      </p>
      <button type="button" aria-label={t`Revoke the token: ${{ name }}`} onClick={() => setAsking(true)}>
        {t`Revoke`}
      </button>
      {asking && <RevokeDialog token={token} onClose={() => setAsking(false)} />}
    </li>
  );
}

function RevokeDialog({ token, onClose }: { token: TokenOut; onClose: () => void }) {
  const announce = useAnnounce();
  const revoke = useMutation({ ...revokeTokenMutation(), onSuccess: () => announce(t`The token has been revoked.`) });
  return (
    <Dialog title={t`Revoke the token?`} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!revoke.isPending) revoke.mutate({ path: { token_id: token.id } });
        }}
      >
        <p>
          <bdi>{token.name}</bdi>
        </p>
        <p>{t`Scripts that use it will stop working. This can’t be undone.`}</p>
        <FailedAct error={revoke.error} />
        <div className="actions">
          <button type="button" onClick={onClose}>
            {t`Cancel`}
          </button>
          <SubmitButton pending={revoke.isPending}>{t`Revoke the token`}</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
