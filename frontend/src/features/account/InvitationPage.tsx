import { t } from "@lingui/core/macro";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { acceptMemberInvitationMutation } from "../../api/account/@tanstack/react-query.gen";
import { readMemberInvitation } from "../../api/account/sdk.gen";
import type { OfferOut } from "../../api/account/types.gen";
import { readProblem } from "../../api/problem";
import { EmptyState } from "../../ui/EmptyState";
import { Facts } from "../../ui/Facts";
import { FailedAct } from "../../ui/FailedAct";
import { Loaded } from "../../ui/Loaded";
import { Moment } from "../../ui/Moment";
import { ownZone } from "../../ui/ownZone";
import { Page } from "../../ui/Page";
import { useAnnounce } from "../../ui/Status";
import "../../styles/pages.css";

const route = getRouteApi("/account/$section");

/** Where the link of an invitation to coordinate leads. It makes nobody anything until they press. */
export function InvitationPage() {
  const { key = "" } = route.useSearch();
  const offer = useQuery({
    queryKey: ["invitation", key],
    // A read, though by POST: keys stand in no address that the server sees.
    queryFn: async () => (await readMemberInvitation({ body: { key }, throwOnError: true })).data,
    enabled: key !== "",
    retry: false,
  });
  if (!key || (offer.isError && readProblem(offer.error).code === "invitation_over")) return <Over />;
  return (
    <Page title={t`An invitation to join the team`}>
      <Loaded query={offer}>{(offered) => <Offer offer={offered} linkKey={key} />}</Loaded>
    </Page>
  );
}

function Offer({ offer, linkKey }: { offer: OfferOut; linkKey: string }) {
  const announce = useAnnounce();
  const navigate = useNavigate();
  const accept = useMutation({
    ...acceptMemberInvitationMutation(),
    onSuccess: () => {
      announce(t`Welcome! You are now in this organisation’s team.`);
      void navigate({ to: "/" });
    },
  });
  const admin = offer.role === "admin";
  return (
    <>
      <Facts
        facts={[
          [t`Organisation`, offer.organisation_name],
          [t`Role`, admin ? t`Admin` : t`Coordinator`],
          [t`Valid until`, <Moment key="until" at={offer.expires_at} zone={ownZone()} />],
        ]}
      />
      <p>
        {admin
          ? t`As an admin you run programmes, and you manage the team and what connected systems may do.`
          : t`As a coordinator you run programmes: you see who takes part and help them find each other.`}
      </p>
      <FailedAct error={accept.error} own={acceptProblems()} />
      <div className="actions">
        <button
          type="button"
          className="primary"
          aria-disabled={accept.isPending}
          onClick={() => accept.isPending || accept.mutate({ body: { key: linkKey } })}
        >
          {t`Accept the invitation`}
        </button>
      </div>
    </>
  );
}

function Over() {
  return (
    <Page title={t`An invitation to join the team`}>
      <EmptyState title={t`This invitation is no longer valid`} action={<Link to="/">{t`Go to your home page`}</Link>}>
        <p>{t`It has been accepted or withdrawn, or 14 days have passed. Ask whoever invited you for a new one.`}</p>
      </EmptyState>
    </Page>
  );
}

const acceptProblems = (): Record<string, string> => ({
  already_works_here: t`You are already in this organisation’s team. The invitation stays open for the person it is meant for.`,
  invitation_over: t`This invitation has just been accepted or withdrawn. Ask whoever invited you for a new one.`,
});
