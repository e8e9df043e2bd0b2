import { t } from "@lingui/core/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { readMeOptions } from "../../api/generated/@tanstack/react-query.gen";
import {
  giveLaterConsentMutation,
  listLaterConsentsOptions,
  takeBackLaterConsentMutation,
} from "../../api/later/@tanstack/react-query.gen";
import type { LaterConsentOut, LaterConsentsOut } from "../../api/later/types.gen";
import { showDay } from "../../ui/dates";
import { FailedAct } from "../../ui/FailedAct";
import { CheckField } from "../../ui/fields";
import { Loaded } from "../../ui/Loaded";
import { ownZone } from "../../ui/ownZone";
import { useAnnounce } from "../../ui/Status";
import { useProgrammeNames } from "./useProgrammeNames";

type LaterConsentsProps = {
  /** Only this programme's; else all, each with its name. */
  programmeId?: string;
};

/**
 * May we ask how somebody is doing half a year after the end? Given and taken back by the same tick, which nobody sets for
 * them. Takes no room where there is nothing to ask.
 */
export function LaterConsents({ programmeId }: LaterConsentsProps) {
  const consents = useQuery(listLaterConsentsOptions());
  return (
    <Loaded query={consents}>
      {(found) => {
        const items = found.items.filter((each) => !programmeId || each.programme_id === programmeId);
        return items.map((item) => (
          <Consent key={item.participant_id} item={item} asked={found} named={!programmeId} />
        ));
      }}
    </Loaded>
  );
}

type ConsentProps = { item: LaterConsentOut; asked: LaterConsentsOut; named: boolean };

function Consent({ item, asked, named }: ConsentProps) {
  const { participant_id: id, given_at: given, opens_at: opens, programme_id: programmeId } = item;
  const nameOf = useProgrammeNames();
  const { error, drawn, set } = useConsent(item, asked);
  const agreed = given && showDay(given, ownZone());
  const opening = opens && showDay(opens, ownZone());
  return (
    <section className="card" aria-labelledby={`later-${id}`}>
      <h2 id={`later-${id}`}>{t`Half a year later: may we ask you once more?`}</h2>
      {named && (
        <p>
          <bdi>{nameOf(programmeId)}</bdi>
        </p>
      )}
      {asked.paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      <WhereTo />
      {opening && <p className="muted">{t`The survey opens: ${{ opening }}`}</p>}
      <FailedAct
        error={error}
        own={{
          terms_changed: t`This text has just changed. Reload the page and read it again.`,
          not_a_participant: t`This survey is no longer open to you.`,
        }}
      />
      <CheckField
        key={`${given} ${drawn}`}
        name={`later-consent-${id}`}
        label={asked.title}
        help={agreed ? t`You agreed: ${{ agreed }}. Untick it to withdraw.` : t`You agree by ticking this.`}
        defaultChecked={given !== null}
        onChange={({ target }) => set(target.checked)}
      />
    </section>
  );
}

/** A university's address may be gone by then. */
function WhereTo() {
  const address = useQuery(readMeOptions()).data?.email;
  if (!address) return null;
  return (
    <p>
      {t`The email goes to:`} <bdi>{address}</bdi>. <Link to="/account">{t`Change it if you will not keep it`}</Link>
    </p>
  );
}

/** Each tick is kept at once; after a failure it shows what is kept, not what was pressed. */
function useConsent({ participant_id: id }: LaterConsentOut, { version, language }: LaterConsentsOut) {
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const told = (message: string) => ({
    meta: { tellsItself: true },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: listLaterConsentsOptions().queryKey });
      announce(message);
    },
  });
  const path = { participant_id: id };
  const give = useMutation({
    ...giveLaterConsentMutation(),
    ...told(t`Thank you! You can withdraw this at any time.`),
  });
  const takeBack = useMutation({ ...takeBackLaterConsentMutation(), ...told(t`Withdrawn. We will not ask you.`) });
  const set = (wanted: boolean) => {
    (wanted ? takeBack : give).reset();
    if (wanted) give.mutate({ path, body: { version, language } });
    else takeBack.mutate({ path });
  };
  const failed = [give, takeBack].find(({ isError }) => isError);
  return { error: failed?.error ?? null, drawn: failed?.submittedAt ?? 0, set };
}
