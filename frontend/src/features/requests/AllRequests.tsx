import { t } from "@lingui/core/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { listRequestsInfiniteOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { ProgrammeOut, RequestOut, RequestState } from "../../api/generated/types.gen";
import { textsOf } from "../../i18n/programmeTexts";
import { EmptyState } from "../../ui/EmptyState";
import { LoadProblem } from "../../ui/Loaded";
import { Waiting } from "../../ui/Waiting";
import { RequestRow } from "./RequestRow";
import { type StateFilter, states } from "./stateFilter";

const route = getRouteApi("/requests");

/** A coordinator's list of everything, by state. */
export function AllRequests({ programme }: { programme: ProgrammeOut }) {
  const { state } = route.useSearch();
  const path = { programme_id: programme.id };
  const requests = useInfiniteQuery({
    ...listRequestsInfiniteOptions({ path, query: { ...(state && { state }) } }),
    // Not an empty cursor, which would be a wrong one.
    initialPageParam: { path },
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
  const items = requests.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <p className="muted">
        {t`Programme:`} <bdi>{textsOf(programme)?.name ?? programme.organisation_name}</bdi>.{" "}
        <Link to="/programme/settings">{t`Settings`}</Link>
      </p>
      <StateNav chosen={state} />
      {requests.isError && <LoadProblem error={requests.error} onRetry={() => void requests.refetch()} />}
      {!items && !requests.isError && <Waiting />}
      {items && <Rows items={items} programme={programme} />}
      {requests.hasNextPage && (
        <button
          type="button"
          aria-disabled={requests.isFetchingNextPage}
          onClick={() => !requests.isFetchingNextPage && void requests.fetchNextPage()}
        >
          {t`Show more requests`}
        </button>
      )}
    </>
  );
}

function StateNav({ chosen }: { chosen: StateFilter }) {
  return (
    <nav className="programme-choice" aria-label={t`State of the request`}>
      <ul>
        {states.map((state) => (
          <li key={state ?? "all"}>
            <Link
              to="/requests"
              search={{ state }}
              activeProps={{ "aria-current": undefined }}
              {...(state === chosen && { "aria-current": "true" })}
            >
              {stateName(state)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Rows({ items, programme }: { items: readonly RequestOut[]; programme: ProgrammeOut }) {
  if (items.length === 0)
    return (
      <EmptyState title={t`No requests here`} action={<Link to="/requests">{t`Show all requests`}</Link>}>
        <p>{t`Nothing has been asked yet, or nothing is in this state.`}</p>
      </EmptyState>
    );
  return (
    <ul className="rows">
      {items.map((request) => (
        <RequestRow key={request.id} request={request} side="coordinator" programme={programme} />
      ))}
    </ul>
  );
}

function stateName(state: StateFilter): string {
  return state === undefined ? t`All` : names[state]();
}

const names: Record<RequestState, () => string> = {
  pending: () => t`Waiting`,
  accepted: () => t`Accepted`,
  declined: () => t`Declined`,
  withdrawn: () => t`Withdrawn`,
  expired: () => t`Unanswered`,
  released: () => t`Closed otherwise`,
};
