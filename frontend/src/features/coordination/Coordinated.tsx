import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { useProgramme } from "../../api/useProgramme";
import { textsOf } from "../../i18n/programmeTexts";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import "../../styles/pages.css";
import "./coordination.css";

type CoordinatedProps = { title: string; children: (programme: ProgrammeOut) => ReactNode };

/** A page for those who run the programme. */
export function Coordinated({ title, children }: CoordinatedProps) {
  const programme = useProgramme();
  if (!programme?.coordinates) return <NotForYou title={title} />;
  return (
    <Page title={title}>
      <p className="muted">
        {t`Programme:`} <bdi>{textsOf(programme)?.name ?? programme.organisation_name}</bdi>.{" "}
        <Link to="/programme/settings">{t`Settings`}</Link>
      </p>
      {children(programme)}
    </Page>
  );
}
