import { t } from "@lingui/core/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { listReadsInfiniteOptions } from "../../api/account/@tanstack/react-query.gen";
import type { ReadOut } from "../../api/account/types.gen";
import { LoadProblem } from "../../ui/Loaded";
import { Moment } from "../../ui/Moment";
import { ownZone } from "../../ui/ownZone";
import { Waiting } from "../../ui/Waiting";
import { purposeOf, roleOf, whatWasRead } from "./readWords";
import { useProgrammeNames } from "./useProgrammeNames";

/** Organisers' reads of one's data, by role and purpose: never by name. */
export function Reads() {
  const reads = useInfiniteQuery({
    ...listReadsInfiniteOptions({ query: { limit: 20 } }),
    initialPageParam: {},
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
  const nameOf = useProgrammeNames();
  const items = reads.data?.pages.flatMap((page) => page.items);
  return (
    <section>
      <h2>{t`Who has read about you`}</h2>
      <p>{t`When an organiser opens a page that shows you, this is recorded and kept for two years. You see their role and purpose, not their name.`}</p>
      {reads.isError && <LoadProblem error={reads.error} onRetry={() => void reads.refetch()} />}
      {!items && !reads.isError && <Waiting />}
      {items?.length === 0 && <p>{t`Nobody yet.`}</p>}
      {items && items.length > 0 && (
        <ul className="rows">
          {items.map((read) => (
            <Row key={read.id} read={read} programme={nameOf(read.programme_id)} />
          ))}
        </ul>
      )}
      {reads.hasNextPage && (
        <button
          type="button"
          aria-disabled={reads.isFetchingNextPage}
          onClick={() => !reads.isFetchingNextPage && void reads.fetchNextPage()}
        >
          {t`Show earlier ones`}
        </button>
      )}
    </section>
  );
}

function Row({ read, programme }: { read: ReadOut; programme: string }) {
  return (
    <li>
      <p>
        <strong>{roleOf(read.role)}</strong> · {whatWasRead(read.operation)}
      </p>
      <p className="muted">
        {purposeOf(read.purpose)}
        <br />
        <span dir="auto">{programme || read.organisation_name}</span> · <Moment at={read.at} zone={ownZone()} />
      </p>
    </li>
  );
}
