import type { ReactNode } from "react";

/** Nothing here yet: says why, and offers what to do next. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action: ReactNode }) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children}
      <p>{action}</p>
    </div>
  );
}
