import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { useProgrammeOf } from "../../api/useProgramme";
import { Loaded } from "../../ui/Loaded";
import "../../styles/pages.css";
import "./guidance.css";

/** What a page of guidance shows of the programme that its address names. */
export function OfProgramme({ id, children }: { id: string; children: (programme: ProgrammeOut) => ReactNode }) {
  return <Loaded query={useProgrammeOf(id)}>{children}</Loaded>;
}

/** Parts of an address that a link does not name are taken over from the present one: so they are named. */
export function ToGuidance({ id }: { id: string }) {
  return (
    <p className="screen-only">
      <Link
        to="/programmes/$programmeId/guidance/{-$slug}/{-$language}"
        params={{ programmeId: id, slug: undefined, language: undefined }}
      >
        {t`All guidance`}
      </Link>
    </p>
  );
}
