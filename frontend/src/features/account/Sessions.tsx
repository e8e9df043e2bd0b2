import { t } from "@lingui/core/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import {
  endOtherSessionsMutation,
  endSessionMutation,
  listSessionsOptions,
} from "../../api/account/@tanstack/react-query.gen";
import type { OwnSessionOut } from "../../api/account/types.gen";
import { FailedAct } from "../../ui/FailedAct";
import { Loaded } from "../../ui/Loaded";
import { Moment } from "../../ui/Moment";
import { ownZone } from "../../ui/ownZone";
import { useAnnounce } from "../../ui/Status";

/** Where one is signed in; each can be ended from afar. */
export function Sessions() {
  const sessions = useQuery(listSessionsOptions({ query: { limit: 100 } }));
  const announce = useAnnounce();
  const ended = async () => {
    await sessions.refetch();
    announce(t`Signed out there.`);
  };
  const end = useMutation({ ...endSessionMutation(), meta: { tellsItself: true }, onSuccess: ended });
  const endOthers = useMutation({ ...endOtherSessionsMutation(), meta: { tellsItself: true }, onSuccess: ended });
  return (
    <section>
      <h2>{t`Where you are signed in`}</h2>
      <FailedAct error={end.error ?? endOthers.error} />
      <Loaded query={sessions}>
        {({ items }) => (
          <>
            <ul className="rows">
              {items.map((session) => (
                <Row
                  key={session.id}
                  session={session}
                  onEnd={() => end.isPending || end.mutate({ path: { session_id: session.id } })}
                />
              ))}
            </ul>
            {items.length > 1 && (
              <p>
                <button type="button" onClick={() => endOthers.isPending || endOthers.mutate({})}>
                  {t`Sign out everywhere else`}
                </button>
              </p>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

function Row({ session, onEnd }: { session: OwnSessionOut; onEnd: () => void }) {
  const device = session.device || t`Unknown browser`;
  return (
    <li>
      <p>
        <strong>{device}</strong>
        {session.current && ` · ${t`This browser`}`}
      </p>
      <p className="muted">
        {t`Signed in:`} <Moment at={session.created_at} zone={ownZone()} />
        <br />
        {t`Last used:`} <Moment at={session.last_used_at} zone={ownZone()} />
      </p>
      {!session.current && (
        <button type="button" aria-label={t`Sign out there: ${{ device }}`} onClick={onEnd}>
          {t`Sign out there`}
        </button>
      )}
    </li>
  );
}
