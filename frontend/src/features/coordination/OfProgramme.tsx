import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { textsOf } from "../../i18n/programmeTexts";

/** Of which programme a list speaks, and the way to its settings. */
export function OfProgramme({ programme }: { programme: ProgrammeOut }) {
  return (
    <p className="muted">
      {t`Programme:`} <bdi>{textsOf(programme)?.name ?? programme.organisation_name}</bdi>.{" "}
      <Link to="/programme/settings">{t`Settings`}</Link>
    </p>
  );
}
