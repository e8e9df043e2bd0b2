import type { ReactNode } from "react";

type NextStepProps = { title: string; until?: ReactNode; children: ReactNode };

/** What somebody does next, and until when, before everything else on their page. */
export function NextStep({ title, until, children }: NextStepProps) {
  return (
    <section className="card next-step">
      <h2>{title}</h2>
      {until && <p className="until">{until}</p>}
      {children}
    </section>
  );
}
