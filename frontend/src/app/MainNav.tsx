import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import type { ProgrammeOut } from "../api/generated/types.gen";
import { looksThrough, partIn } from "../api/programme";
import { loadTexts } from "./texts";

const CoordinatorNav = lazy(async () => {
  const [nav] = await Promise.all([import("../features/coordination/CoordinatorNav"), loadTexts("coordination")]);
  return { default: nav.CoordinatorNav };
});

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
      {partIn(programme) !== "staff" && (
        <Link to="/requests" activeOptions={{ includeSearch: false }}>
          {t`Requests`}
        </Link>
      )}
      {programme.coordinates && (
        <Suspense>
          <CoordinatorNav />
        </Suspense>
      )}
    </>
  );
}
