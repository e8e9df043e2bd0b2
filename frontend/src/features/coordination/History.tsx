import { t } from "@lingui/core/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { listAuditInfiniteOptions } from "../../api/coordination/@tanstack/react-query.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { AuditRow } from "./AuditRow";
import { Paged } from "./Paged";

/** How one thing came to be what it is, from the audit trail. */
export function History({ about, programme }: { about: string; programme: ProgrammeOut }) {
  const path = { organisation_id: programme.organisation_id };
  const trail = useInfiniteQuery({
    ...listAuditInfiniteOptions({ path, query: { programme_id: programme.id, subject_id: about } }),
    // Not an empty cursor, which would be a wrong one.
    initialPageParam: { path },
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
  return (
    <section>
      <h2>{t`History`}</h2>
      <Paged query={trail} empty={<p className="muted">{t`Nothing yet`}</p>} more={t`Show earlier acts`}>
        {(row) => <AuditRow key={row.id} row={row} programme={programme} alone />}
      </Paged>
    </section>
  );
}
