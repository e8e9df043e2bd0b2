import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { LoadProblem } from "../../ui/Loaded";
import { Waiting } from "../../ui/Waiting";
import { Total } from "./Total";

type PagedProps<T> = {
  query: UseInfiniteQueryResult<InfiniteData<{ items: T[]; total?: number }>, unknown>;
  empty: ReactNode;
  more: string;
  /** "12 people" */
  total?: (count: number) => string;
  /** One item of the list. */
  children: (item: T) => ReactNode;
};

/** A long list, a page at a time. What was once loaded stays in view. */
export function Paged<T>({ query, empty, more, total, children }: PagedProps<T>) {
  const items = query.data?.pages.flatMap((page) => page.items);
  const count = query.data?.pages.at(-1)?.total;
  return (
    <>
      {query.isError && <LoadProblem error={query.error} onRetry={() => void query.refetch()} />}
      {!items && !query.isError && <Waiting />}
      {total && count !== undefined && <Total count={count} words={total(count)} />}
      {items?.length === 0 && !query.hasNextPage && empty}
      {items && items.length > 0 && <ul className="rows">{items.map(children)}</ul>}
      {query.hasNextPage && (
        <button
          type="button"
          aria-disabled={query.isFetchingNextPage}
          onClick={() => !query.isFetchingNextPage && void query.fetchNextPage()}
        >
          {more}
        </button>
      )}
    </>
  );
}
