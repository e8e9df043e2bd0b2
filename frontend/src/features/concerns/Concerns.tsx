import { t } from "@lingui/core/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { listConcernsInfiniteOptions } from "../../api/concerns/@tanstack/react-query.gen";
import type { ConcernLineOut } from "../../api/concerns/types.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { useProgramme } from "../../api/useProgramme";
import { EmptyState } from "../../ui/EmptyState";
import { Loaded } from "../../ui/Loaded";
import { Moment } from "../../ui/Moment";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import { stateName } from "./concernWords";

/** The page of what one has told the organisers in confidence, and what one was told. */
export function Concerns() {
  const programme = useProgramme();
  if (!programme?.participant && !programme?.coordinates) return <NotForYou title={t`Told in confidence`} />;
  return (
    <Page
      title={t`Told in confidence`}
      lead={t`Only what you told yourself, and what was told to you by name. Nobody sees more than that here.`}
    >
      <List key={programme.id} programme={programme} />
    </Page>
  );
}

function List({ programme }: { programme: ProgrammeOut }) {
  const path = { programme_id: programme.id };
  const concerns = useInfiniteQuery({
    ...listConcernsInfiniteOptions({ path }),
    // Not an empty cursor, which would be a wrong one.
    initialPageParam: { path },
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
  return (
    <Loaded query={concerns}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items);
        return (
          <>
            {items.length === 0 && <Nothing programme={programme} />}
            <ul className="rows">
              {items.map((each) => (
                <Row key={each.id} concern={each} zone={programme.zone} />
              ))}
            </ul>
            {concerns.hasNextPage && (
              <button
                type="button"
                aria-disabled={concerns.isFetchingNextPage}
                onClick={() => !concerns.isFetchingNextPage && void concerns.fetchNextPage()}
              >
                {t`Show more`}
              </button>
            )}
            {programme.participant && items.length > 0 && (
              <p>
                <Link
                  to="/concerns/$concernId"
                  params={{ concernId: "new" }}
                >{t`Tell the organisers in confidence`}</Link>
              </p>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function Nothing({ programme }: { programme: ProgrammeOut }) {
  return (
    <EmptyState
      title={t`Nothing here`}
      action={
        programme.participant ? (
          <Link to="/concerns/$concernId" params={{ concernId: "new" }}>{t`Tell the organisers in confidence`}</Link>
        ) : (
          <Link to="/">{t`Go to your home page`}</Link>
        )
      }
    >
      <p>{t`Whoever is told something in confidence gets an email straight away.`}</p>
    </EmptyState>
  );
}

function Row({ concern, zone }: { concern: ConcernLineOut; zone: string }) {
  const { id, mine, raised_by_name: name, taken_by_name: taker } = concern;
  return (
    <li>
      <p>
        <Link to="/concerns/$concernId" params={{ concernId: id }}>
          {mine ? t`You told:` : <bdi>{name}</bdi>} <Moment at={concern.raised_at} zone={zone} />
        </Link>
      </p>
      <p>{stateName(concern.state)}</p>
      {taker && (
        <p className="muted">
          {t`Handled by`} <bdi>{taker}</bdi>
        </p>
      )}
    </li>
  );
}
