import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { useProgramme } from "../../api/useProgramme";
import { textsOf } from "../../i18n/programmeTexts";
import { Loaded } from "../../ui/Loaded";
import { NotForYou } from "../../ui/NotForYou";
import { Page } from "../../ui/Page";
import { AgreementTemplateForm } from "./AgreementTemplateForm";
import { templateOptions } from "./agreementTemplate";
import "../../styles/pages.css";
import "./programme.css";

/** The text that every match of the programme fills in and signs (R18), in each of its languages. */
export function AgreementTemplatePage() {
  const programme = useProgramme();
  if (!programme?.coordinates) return <NotForYou title={t`Mentoring agreement`} />;
  return (
    <Page
      title={t`Mentoring agreement`}
      lead={t`The text that every pair fills in and signs. Agreements that are already written keep the text they have.`}
    >
      <p className="muted">
        {t`Programme:`} <bdi>{textsOf(programme)?.name ?? programme.organisation_name}</bdi>
      </p>
      <HowToWrite />
      <div className="languages-beside">
        {programme.languages.map((language) => (
          <OfLanguage key={`${programme.id}-${language}`} programme={programme} language={language} />
        ))}
      </div>
      <p>
        <Link to="/programme/settings">{t`All settings`}</Link>
      </p>
    </Page>
  );
}

function HowToWrite() {
  return (
    <details>
      <summary>{t`How to write it`}</summary>
      <ul>
        <li>{t`A line that begins with ## is a heading, one with - is a list item. An empty line starts a new paragraph.`}</li>
        <li>
          {t`Put each field to fill in on a line of its own, in double square brackets:`}{" "}
          <code>{`[[${t`Name of the field`}]]`}</code>
        </li>
        <li>
          {t`After a vertical bar you can add words to start with:`}{" "}
          <code>{`[[${t`How often we meet`} | ${t`Once a month`}]]`}</code>
        </li>
        <li>{t`Keep the fields in the same order in every language: then a pair can change the language and keep its answers.`}</li>
      </ul>
    </details>
  );
}

function OfLanguage({ programme, language }: { programme: ProgrammeOut; language: string }) {
  const current = useQuery(templateOptions(programme.id, language));
  return (
    <Loaded query={current}>
      {(start) => <AgreementTemplateForm programmeId={programme.id} start={start} language={language} />}
    </Loaded>
  );
}
