import { t } from "@lingui/core/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import {
  listMemberInvitationsOptions,
  withdrawMemberInvitationMutation,
} from "../../api/coordination/@tanstack/react-query.gen";
import type { MemberInvitationOut } from "../../api/coordination/types.gen";
import { FailedAct } from "../../ui/FailedAct";
import { Loaded } from "../../ui/Loaded";
import { Moment } from "../../ui/Moment";
import { ownZone } from "../../ui/ownZone";
import { useAnnounce } from "../../ui/Status";
import { InviteForm } from "./InviteForm";
import { memberProblems, roleName } from "./roles";

/** Invitations to work here: those that wait, and a new one. */
export function Invitations({ organisationId }: { organisationId: string }) {
  const path = { organisation_id: organisationId };
  const open = useQuery(listMemberInvitationsOptions({ path, query: { limit: 200 } }));
  return (
    <section>
      <h2>{t`Invite somebody`}</h2>
      <p>{t`We’ll email them a link. Whoever opens it, signs in and accepts joins the team.`}</p>
      <InviteForm organisationId={organisationId} />
      <Loaded query={open}>
        {({ items }) =>
          items.length > 0 && (
            <>
              <h3>{t`Not accepted yet`}</h3>
              <ul className="rows">
                {items.map((invitation) => (
                  <Row key={invitation.id} invitation={invitation} organisationId={organisationId} />
                ))}
              </ul>
            </>
          )
        }
      </Loaded>
    </section>
  );
}

function Row({ invitation, organisationId }: { invitation: MemberInvitationOut; organisationId: string }) {
  const announce = useAnnounce();
  const { email } = invitation;
  const withdraw = useMutation({
    ...withdrawMemberInvitationMutation(),
    onSuccess: () => announce(t`The invitation has been withdrawn.`),
  });
  const press = () =>
    withdraw.isPending || withdraw.mutate({ path: { organisation_id: organisationId, invitation_id: invitation.id } });
  return (
    <li>
      <p>
        <strong>
          <bdi>{email}</bdi>
        </strong>
      </p>
      <p className="muted">
        {roleName(invitation.role)}
        <br />
        {t`Valid until:`} <Moment at={invitation.expires_at} zone={ownZone()} />
      </p>
      <FailedAct error={withdraw.error} own={memberProblems()} />
      <button type="button" aria-label={t`Withdraw the invitation: ${{ email }}`} onClick={press}>
        {t`Withdraw`}
      </button>
    </li>
  );
}
