import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { type Part, readiness } from "./readiness";

const pages = {
  texts: "/programme/texts",
  clock: "/programme/clock",
  rules: "/programme/rules",
  vocabulary: "/programme/vocabulary",
} as const satisfies Record<Part, string>;

export function Checklist({ programme }: { programme: ProgrammeOut }) {
  return (
    <section>
      <h2>{t`Before you publish`}</h2>
      <ul className="rows">
        {readiness(programme).map(({ part, done, words }) => (
          <li key={words}>
            <p>
              <strong>{done ? t`Ready:` : t`Missing:`}</strong> {done ? words : <Link to={pages[part]}>{words}</Link>}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
