import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { readConcernOptions } from "../../api/concerns/@tanstack/react-query.gen";
import type { ConcernOut, NamedOut } from "../../api/concerns/types.gen";
import { useProgrammeOf } from "../../api/useProgramme";
import { type Fact, Facts } from "../../ui/Facts";
import { Loaded } from "../../ui/Loaded";
import { Moment } from "../../ui/Moment";
import { OwnWords } from "../../ui/OwnWords";
import { Page } from "../../ui/Page";
import { AddWords } from "./AddWords";
import { Concerns } from "./Concerns";
import { stateName } from "./concernWords";
import { Handle } from "./Handle";
import { Tell } from "./Tell";
import "../../styles/pages.css";

const route = getRouteApi("/concerns/$concernId");

/** One concern, for its writer and those whom they named. In the place of its id, `all` lists them and `new` tells one. */
export function ConcernPage() {
  const { concernId } = route.useParams();
  if (concernId === "all") return <Concerns />;
  return concernId === "new" ? <Tell /> : <One concernId={concernId} />;
}

function One({ concernId }: { concernId: string }) {
  const concern = useQuery(readConcernOptions({ path: { concern_id: concernId } }));
  return (
    <Page title={concern.data?.mine ? t`What you told in confidence` : t`Told in confidence`}>
      <Loaded query={concern}>{(found) => <Found concern={found} />}</Loaded>
      <p>
        <Link to="/concerns/$concernId" params={{ concernId: "all" }}>{t`Everything told in confidence`}</Link>
      </p>
    </Page>
  );
}

function Found({ concern }: { concern: ConcernOut }) {
  const programme = useProgrammeOf(concern.programme_id);
  const { mine, state } = concern;
  return (
    <Loaded query={programme}>
      {({ zone, contact_address: address }) => (
        <>
          <Facts facts={factsOf(concern, zone)} />
          <h2>{t`What was told`}</h2>
          {concern.told.map(({ words, at }) => (
            <section key={at}>
              <p className="muted">
                <Moment at={at} zone={zone} />
              </p>
              <OwnWords text={words} />
            </section>
          ))}
          {mine && state !== "closed" && <AddWords concern={concern} />}
          {mine && state === "closed" && (
            <p>
              <Link
                to="/concerns/$concernId"
                params={{ concernId: "new" }}
                search={{ programme: concern.programme_id }}
              >
                {t`Tell something new`}
              </Link>
            </p>
          )}
          {mine && !concern.recipients.some(({ reads }) => reads) && (
            <p className="notice">
              {t`None of the people you chose is in the team any more. Tell it to others, or write to:`}{" "}
              <a href={`mailto:${address}`}>{address}</a>
            </p>
          )}
          {!mine && <Handle concern={concern} />}
        </>
      )}
    </Loaded>
  );
}

function factsOf(concern: ConcernOut, zone: string): Fact[] {
  const { mine, state, match_id: match, taken_at: taken, closed_at: closed } = concern;
  return [
    [t`Status`, stateName(state)],
    [t`Told by`, !mine && concern.raised_by_name],
    [t`Told`, <Moment key="raised" at={concern.raised_at} zone={zone} />],
    [t`About`, match && <AboutMatch key="match" id={match} />],
    [t`Who reads it`, <Readers key="readers" named={concern.recipients} />],
    [t`Handled by`, concern.taken_by_name],
    [t`Since`, taken && <Moment key="taken" at={taken} zone={zone} />],
    [t`Closed`, closed && <Moment key="closed" at={closed} zone={zone} />],
  ];
}

function AboutMatch({ id }: { id: string }) {
  return (
    <Link to="/matches/$matchId" params={{ matchId: id }}>
      {t`A mentoring pair`}
    </Link>
  );
}

function Readers({ named }: { named: readonly NamedOut[] }) {
  return (
    <ul>
      {named.map(({ person_id: id, name, reads }) => (
        <li key={id}>
          <bdi>{name}</bdi>
          {!reads && ` – ${t`no longer in the team`}`}
        </li>
      ))}
    </ul>
  );
}
