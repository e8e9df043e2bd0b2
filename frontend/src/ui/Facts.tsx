import type { ReactNode } from "react";

export type Fact = readonly [name: string, value: ReactNode];

/** Names and values; a value that is empty leaves its name out as well. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  const given = facts.filter(([, value]) => value !== undefined && value !== null && value !== "" && value !== false);
  if (given.length === 0) return null;
  return (
    <dl className="facts">
      {given.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{typeof value === "string" ? <span dir="auto">{value}</span> : value}</dd>
        </div>
      ))}
    </dl>
  );
}
