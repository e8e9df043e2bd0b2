import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { listConcernRecipientsOptions } from "../../api/concerns/@tanstack/react-query.gen";
import { readMatchOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { useProgramme } from "../../api/useProgramme";
import { listed } from "../../i18n/labels";
import { Loaded } from "../../ui/Loaded";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import { TellForm } from "./TellForm";

const route = getRouteApi("/concerns/$concernId");

/** The page on which somebody tells the organisers something that only those read whom they choose (R22). */
export function Tell() {
  const programme = useProgramme();
  if (!programme?.participant) return <NotForYou title={t`Tell the organisers in confidence`} />;
  return (
    <Page
      title={t`Tell the organisers in confidence`}
      lead={t`Whatever worries you about the mentoring: you choose who reads it, and nobody else does.`}
    >
      <Form key={programme.id} programme={programme} />
      <p>
        <Link to="/concerns/$concernId" params={{ concernId: "all" }}>{t`What I have told before`}</Link>
      </p>
    </Page>
  );
}

function Form({ programme }: { programme: ProgrammeOut }) {
  const { about: matchId } = route.useSearch();
  const path = { programme_id: programme.id };
  const recipients = useQuery(listConcernRecipientsOptions({ path }));
  const match = useQuery({ ...readMatchOptions({ path: { match_id: matchId ?? "" } }), enabled: Boolean(matchId) });
  const others = match.data?.members.filter(({ participant_id: id }) => id !== programme.participant?.id) ?? [];
  return (
    <Loaded query={recipients}>
      {(known) =>
        known.recipients.length < known.fewest ? (
          <NobodyToTell address={known.contact_address} />
        ) : (
          <TellForm
            programme={programme}
            known={known}
            match={matchId && { id: matchId, name: listed(others.map(({ name }) => name)) }}
          />
        )
      }
    </Loaded>
  );
}

/** A concern never goes to one person alone: where only one works, the honest thing is to say so. */
function NobodyToTell({ address }: { address: string }) {
  return (
    <div className="notice">
      <p>{t`What is told here always goes to at least two people, so that nobody is alone with it. Just now there aren’t two who could read it.`}</p>
      <p>
        {t`Please write to the programme’s own address instead, or to somebody you trust at your university:`}{" "}
        <a href={`mailto:${address}`}>{address}</a>
      </p>
    </div>
  );
}
