import { t } from "@lingui/core/macro";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { problemSentence } from "../api/problem";
import { Waiting } from "./Waiting";

/** Waiting, failure and success of one query, the same everywhere. What was once loaded stays in view. */
export function Loaded<T>({
  query,
  own,
  children,
}: {
  query: UseQueryResult<T, unknown>;
  /** The page's own words for a code. */
  own?: Partial<Record<string, string>>;
  children: (data: T) => ReactNode;
}) {
  const failed = query.isError && <LoadProblem error={query.error} own={own} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return failed || <Waiting />;
  return (
    <>
      {failed && <p>{t`What you see below may be out of date.`}</p>}
      {failed}
      {children(query.data)}
    </>
  );
}

type LoadProblemProps = { error: unknown; own?: Partial<Record<string, string>> | undefined; onRetry: () => void };

export function LoadProblem({ error, own, onRetry }: LoadProblemProps) {
  return (
    <div className="problem" role="alert">
      <p>{problemSentence(error, own)}</p>
      <button type="button" onClick={onRetry}>
        {t`Try again`}
      </button>
    </div>
  );
}
