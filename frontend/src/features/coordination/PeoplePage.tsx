import { plural, t } from "@lingui/core/macro";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import {
  listParticipantsInfiniteOptions,
  listParticipantsOptions,
} from "../../api/coordination/@tanstack/react-query.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";
import { EmptyState } from "../../ui/EmptyState";
import { Waiting } from "../../ui/Waiting";
import { Coordinated } from "./Coordinated";
import { Paged } from "./Paged";
import { PeopleFilters } from "./PeopleFilters";
import { PersonRow } from "./PersonRow";
import { peopleFilter, peopleQuery } from "./peopleFilter";

const route = getRouteApi("/people");

export function PeoplePage() {
  return <Coordinated title={t`People`}>{(programme) => <People programme={programme} />}</Coordinated>;
}

function People({ programme }: { programme: ProgrammeOut }) {
  const filter = peopleFilter(route.useSearch());
  const path = { programme_id: programme.id };
  const people = useInfiniteQuery({
    ...listParticipantsInfiniteOptions({ path, query: peopleQuery(filter) }),
    // Not an empty cursor, which would be a wrong one.
    initialPageParam: { path },
    getNextPageParam: ({ next_cursor }) => next_cursor,
    placeholderData: keepPreviousData,
  });
  const waiting = useQuery(listParticipantsOptions({ path, query: { state: "submitted", limit: 1 } }));
  const filtered = Object.keys(filter).length > 0;
  // Waited for: what comes late above the list would push it down.
  if (waiting.isPending) return <Waiting />;
  return (
    <>
      {filter.state !== "submitted" && <ToApprove count={waiting.data?.total ?? 0} />}
      <PeopleFilters programme={programme} />
      <Paged
        query={people}
        empty={<Nobody filtered={filtered} programme={programme} />}
        more={t`Show more people`}
        total={(count) => plural({ count }, { 0: "Nobody", one: "# person", other: "# people" })}
      >
        {(person) => <PersonRow key={person.id} person={person} programme={programme} />}
      </Paged>
    </>
  );
}

/** Whoever waits for a yes of ours comes before everybody else. */
function ToApprove({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <p>
      <Link to="/people" search={{ state: "submitted" }} className="button primary">
        {plural(
          { count },
          { one: "# person is waiting for your approval", other: "# people are waiting for your approval" },
        )}
      </Link>
    </p>
  );
}

function Nobody({ filtered, programme }: { filtered: boolean; programme: ProgrammeOut }) {
  return filtered ? (
    <EmptyState title={t`Nobody here`} action={<Link to="/people">{t`Show everybody`}</Link>}>
      <p>{t`Nobody in the programme matches these choices right now.`}</p>
    </EmptyState>
  ) : (
    <EmptyState title={t`Nobody is taking part yet`} action={<Link to="/">{t`See the schedule`}</Link>}>
      <p>{inItsWords(programme, t`Mentors and [mentees] appear here as soon as they sign up.`)}</p>
    </EmptyState>
  );
}
