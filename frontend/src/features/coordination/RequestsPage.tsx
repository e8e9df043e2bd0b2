import { plural, t } from "@lingui/core/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { listRequestsInfiniteOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { EmptyState } from "../../ui/EmptyState";
import { Page } from "../../ui/Page";
import { FilterNav } from "./FilterNav";
import { OfProgramme } from "./OfProgramme";
import { Paged } from "./Paged";
import { RequestRow } from "./RequestRow";
import { requestStateName, requestStates } from "./requestWords";
import { oneOf } from "./search";
import "../../styles/pages.css";
import "./coordination.css";

const route = getRouteApi("/requests");

/** A coordinator's list of everything, by state. */
export function RequestsPage({ programme }: { programme: ProgrammeOut }) {
  const state = oneOf(requestStates, route.useSearch().state);
  const path = { programme_id: programme.id };
  const requests = useInfiniteQuery({
    ...listRequestsInfiniteOptions({ path, query: { ...(state && { state }) } }),
    // Not an empty cursor, which would be a wrong one.
    initialPageParam: { path },
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
  return (
    <Page title={t`All requests`}>
      <OfProgramme programme={programme} />
      <FilterNav
        label={t`Request status`}
        to="/requests"
        chosen={state ?? "all"}
        choices={[
          { value: "all", state: undefined, label: t`All` },
          ...requestStates.map((value) => ({ value, state: value, label: requestStateName(value) })),
        ]}
      />
      <Paged
        query={requests}
        empty={<NoRequests />}
        more={t`Show more requests`}
        total={(count) => plural({ count }, { 0: "No requests", one: "# request", other: "# requests" })}
      >
        {(request) => <RequestRow key={request.id} request={request} programme={programme} />}
      </Paged>
    </Page>
  );
}

function NoRequests() {
  return (
    <EmptyState title={t`No requests here`} action={<Link to="/requests">{t`Show all requests`}</Link>}>
      <p>{t`No requests have been sent yet, or none has this status.`}</p>
    </EmptyState>
  );
}
