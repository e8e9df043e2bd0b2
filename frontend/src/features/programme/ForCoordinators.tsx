import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useProgramme } from "../../api/useProgramme";
import { textsOf } from "../../i18n/programmeTexts";
import { Loaded } from "../../ui/Loaded";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import { type Version, versionOptions } from "./version";
import "../../styles/pages.css";
import "./programme.css";

type ForCoordinatorsProps = { title: string; lead: string; children: (version: Version) => ReactNode };

/** A page on which the programme that the address names is set up, for those who run it. */
export function ForCoordinators({ title, lead, children }: ForCoordinatorsProps) {
  const programme = useProgramme();
  if (!programme?.coordinates) return <NotForYou title={title} />;
  return (
    <Page title={title} lead={lead}>
      <p className="muted">
        {t`Programme:`} <bdi>{textsOf(programme)?.name ?? programme.organisation_name}</bdi>
      </p>
      <Current key={programme.id} id={programme.id}>
        {children}
      </Current>
    </Page>
  );
}

/** The form, once what it begins with has come. */
function Current({ id, children }: { id: string; children: (version: Version) => ReactNode }) {
  const current = useQuery(versionOptions(id));
  return (
    <Loaded query={current}>
      {(version) => (
        <>
          {children(version)}
          <p>
            <Link to="/programme/settings">{t`All settings`}</Link>
          </p>
        </>
      )}
    </Loaded>
  );
}
