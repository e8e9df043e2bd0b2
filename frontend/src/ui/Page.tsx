import type { ReactNode } from "react";
import { useArrival } from "./Status";

/** One page: its title, its only h1 and its announcement, so that no page can forget any of them. */
export function Page({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
  useArrival(title);
  return (
    <>
      <title>{`${title} – Kisälli`}</title>
      <h1>{title}</h1>
      {lead && <p className="lead">{lead}</p>}
      {children}
    </>
  );
}
