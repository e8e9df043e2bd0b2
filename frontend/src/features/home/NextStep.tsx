import type { ReactNode } from "react";

/** What somebody does next, before everything else on their page. */
export function NextStep({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="card next-step">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
