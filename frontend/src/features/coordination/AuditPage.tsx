import { t } from "@lingui/core/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { listAuditInfiniteOptions } from "../../api/coordination/@tanstack/react-query.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { EmptyState } from "../../ui/EmptyState";
import { AuditRow } from "./AuditRow";
import { Coordinated } from "./Coordinated";
import { Paged } from "./Paged";

const route = getRouteApi("/audit");

export function AuditPage() {
  return <Coordinated title={t`Audit trail`}>{(programme) => <Trail programme={programme} />}</Coordinated>;
}

function Trail({ programme }: { programme: ProgrammeOut }) {
  const { about } = route.useSearch();
  const path = { organisation_id: programme.organisation_id };
  const trail = useInfiniteQuery({
    ...listAuditInfiniteOptions({ path, query: { programme_id: programme.id, ...(about && { subject_id: about }) } }),
    // Not an empty cursor, which would be a wrong one.
    initialPageParam: { path },
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
  return (
    <>
      <p className="lead">{t`Who did what and when, the latest first. Nobody can change it.`}</p>
      {about && (
        <p>
          <Link to="/audit">{t`Show everything, not only this`}</Link>
        </p>
      )}
      <Paged query={trail} empty={<Nothing />} more={t`Show earlier acts`}>
        {(row) => <AuditRow key={row.id} row={row} programme={programme} />}
      </Paged>
    </>
  );
}

function Nothing() {
  return (
    <EmptyState title={t`Nothing has been done yet`} action={<Link to="/audit">{t`Show the whole trail`}</Link>}>
      <p>{t`Every act in the programme leaves a line here.`}</p>
    </EmptyState>
  );
}
