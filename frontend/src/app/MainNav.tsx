import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut } from "../api/generated/types.gen";
import { partIn } from "../api/programme";

export function MainNav({ programme }: { programme: ProgrammeOut }) {
  const part = partIn(programme);
  return (
    <>
      <Link to="/" activeOptions={{ exact: true, includeSearch: false }}>
        {t`Home`}
      </Link>
      {part === "mentee" && (
        <Link to="/mentors" activeOptions={{ includeSearch: false }}>
          {t`Mentors`}
        </Link>
      )}
      <Link to="/requests" activeOptions={{ includeSearch: false }}>
        {t`Requests`}
      </Link>
    </>
  );
}
