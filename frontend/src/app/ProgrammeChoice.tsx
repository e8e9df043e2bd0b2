import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut } from "../api/generated/types.gen";
import { programmeName } from "../ui/programmeName";

/** For the few who are in several programmes at once; the choice lives in the address and comes along from page to page. */
export function ProgrammeChoice({ own, chosen }: { own: readonly ProgrammeOut[]; chosen: ProgrammeOut }) {
  if (own.length < 2) return null;
  return (
    <nav className="programme-choice" aria-label={t`Programme`}>
      <ul>
        {own.map((programme) => (
          <li key={programme.id}>
            <Link
              to="/"
              search={{ programme: programme.id }}
              {...(programme.id === chosen.id && { "aria-current": "true" })}
            >
              {programmeName(programme, own)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
