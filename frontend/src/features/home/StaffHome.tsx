import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { inItsWords } from "../../i18n/menteeWord";
import { NextStep } from "./NextStep";

/** For whoever works at the organisation and takes no part: they may look through the mentors. */
export function StaffHome({ programme }: { programme: ProgrammeOut }) {
  return (
    <NextStep title={t`Get to know the mentors`}>
      <p>
        {inItsWords(
          programme,
          t`As a member of staff you can look through the mentors. Only [mentees] can send them a request.`,
        )}
      </p>
      <Link to="/mentors" className="button primary">
        {t`Look through the mentors`}
      </Link>
    </NextStep>
  );
}
