import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { listOrganisationsOptions } from "../../api/coordination/@tanstack/react-query.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { useProgramme } from "../../api/useProgramme";
import { textsOf } from "../../i18n/programmeTexts";
import { showMoment } from "../../ui/dates";
import { Facts } from "../../ui/Facts";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import { Checklist } from "./Checklist";
import { NewProgramme } from "./NewProgramme";
import { phaseName } from "./names";
import { WholeProgramme } from "./WholeProgramme";
import { showZone } from "./zones";
import "../../styles/pages.css";
import "./programme.css";

export function SettingsPage() {
  const programme = useProgramme();
  const organisations = useQuery(listOrganisationsOptions()).data?.items ?? [];
  if (!programme?.coordinates && organisations.length === 0) return <NotForYou title={t`Settings`} />;
  return (
    <Page title={t`Settings`}>
      {programme?.coordinates && <Overview key={programme.id} programme={programme} />}
      <NewProgramme organisations={organisations} />
    </Page>
  );
}

function Overview({ programme }: { programme: ProgrammeOut }) {
  const { published_at: published, archived_at: archived, zone, phase } = programme;
  const draft = !published && !archived;
  return (
    <>
      <Facts
        facts={[
          [t`Programme`, textsOf(programme)?.name],
          [t`Organisation`, programme.organisation_name],
          [t`Status`, archived ? t`Archived` : published ? t`Public` : t`Draft`],
          [t`Phase`, published && !archived && phaseName(phase, programme)],
          [t`Time zone`, showZone(zone)],
          [t`Published`, published && showMoment(published, zone)],
          [t`Archived`, archived && showMoment(archived, zone)],
        ]}
      />
      {draft && <Checklist programme={programme} />}
      <h2>{t`Parts of the programme`}</h2>
      <ul className="cards">
        {parts().map(({ to, name, about }) => (
          <li key={to} className="card">
            <h3>
              <Link to={to}>{name}</Link>
            </h3>
            <p>{about}</p>
          </li>
        ))}
      </ul>
      <h2>{t`Your organisation`}</h2>
      <ul className="cards">
        {organisationParts().map(({ section, name, about }) => (
          <li key={section} className="card">
            <h3>
              <Link to="/organisation/$section" params={{ section }}>
                {name}
              </Link>
            </h3>
            <p>{about}</p>
          </li>
        ))}
      </ul>
      <WholeProgramme programme={programme} />
    </>
  );
}

const parts = () =>
  [
    { to: "/programme/clock", name: t`Schedule`, about: t`When people sign up, ask, meet and give feedback.` },
    {
      to: "/programme/rules",
      name: t`Rules`,
      about: t`Limits of requests, who may take part, and the contact address.`,
    },
    {
      to: "/programme/register",
      name: t`Register of mentors`,
      about: t`Who becomes a mentor without an approval, if the rules say so.`,
    },
    { to: "/programme/texts", name: t`Texts`, about: t`What is expected of whom, in every language.` },
    {
      to: "/programme/agreement",
      name: t`Mentoring agreement`,
      about: t`What every pair fills in and signs at the start.`,
    },
    {
      to: "/programme/vocabulary",
      name: t`Words and questions`,
      about: t`What people choose from in their profiles, and your own questions.`,
    },
    {
      to: "/surveys/{-$surveyId}/{-$view}",
      name: t`Surveys`,
      about: t`Ask how it is going, and see what people answered.`,
    },
  ] as const;

/** What has a page of its own: see OrganisationSectionPage. */
const organisationParts = () => [
  { section: "details", name: t`Name and domains`, about: t`Its name, and which sign-ins belong to its people.` },
  { section: "people", name: t`Team`, about: t`Coordinators, admins, invitations and service accounts.` },
  {
    section: "providers",
    name: t`Signing in with your own service`,
    about: t`Which services your people sign in with, for admins.`,
  },
];
