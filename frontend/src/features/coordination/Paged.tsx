import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { LoadProblem } from "../../ui/Loaded";
import { Waiting } from "../../ui/Waiting";

type PagedProps<T> = {
  query: UseInfiniteQueryResult<InfiniteData<{ items: T[] }>, unknown>;
  empty: ReactNode;
  more: string;
  /** One item of the list. */
  children: (item: T) => ReactNode;
};

/** A long list, a page at a time. What was once loaded stays in view. */
export function Paged<T>({ query, empty, more, children }: PagedProps<T>) {
  const items = query.data?.pages.flatMap((page) => page.items);
  return (
    <>
      {query.isError && <LoadProblem error={query.error} onRetry={() => void query.refetch()} />}
      {!items && !query.isError && <Waiting />}
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
