import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut } from "../api/generated/types.gen";
import { looksThrough, partIn } from "../api/programme";

export function MainNav({ programme }: { programme: ProgrammeOut }) {
  return (
    <>
      <Link to="/" activeOptions={{ exact: true, includeSearch: false }}>
        {t`Home`}
      </Link>
      {looksThrough(programme) && (
        <Link to="/mentors" activeOptions={{ includeSearch: false }}>
          {t`Mentors`}
        </Link>
      )}
      {programme.coordinates && (
        <Link to="/people" activeOptions={{ includeSearch: false }}>
          {t`People`}
        </Link>
      )}
      {programme.rules.groups !== "none" && partIn(programme) !== "staff" && (
        <Link
          to="/groups/{-$groupId}/{-$view}"
          params={{ groupId: undefined, view: undefined }}
          activeOptions={{ includeSearch: false }}
        >
          {t`Groups`}
        </Link>
      )}
      {partIn(programme) !== "staff" && (
        <Link to="/requests" activeOptions={{ includeSearch: false }}>
          {t`Requests`}
        </Link>
      )}
      {partIn(programme) !== "staff" && (
        <Link to="/events" activeOptions={{ includeSearch: false }}>
          {t`Events`}
        </Link>
      )}
      {programme.coordinates && (
        <>
          <Link to="/pairs" activeOptions={{ includeSearch: false }}>
            {t`Pairs`}
          </Link>
          <Link to="/mails" activeOptions={{ includeSearch: false }}>
            {t`Emails`}
          </Link>
          <Link to="/audit" activeOptions={{ includeSearch: false }}>
            {t`Audit`}
          </Link>
        </>
      )}
    </>
  );
}
