import { t } from "@lingui/core/macro";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { problemSentence } from "../api/problem";
import { Waiting } from "./Waiting";

/** Waiting, failure and success of one query, the same everywhere. What was once loaded stays in view. */
export function Loaded<T>({
  query,
  children,
}: {
  query: UseQueryResult<T, unknown>;
  children: (data: T) => ReactNode;
}) {
  const failed = query.isError && <LoadProblem error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return failed || <Waiting />;
  return (
    <>
      {failed && <p>{t`What you see below may be out of date.`}</p>}
      {failed}
      {children(query.data)}
    </>
  );
}

export function LoadProblem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <div className="problem" role="alert">
      <p>{problemSentence(error)}</p>
      <button type="button" onClick={onRetry}>
        {t`Try again`}
      </button>
    </div>
  );
}
