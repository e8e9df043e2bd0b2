import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { programmesOptions } from "../../api/programme";
import { useServerTime } from "../../api/useProgramme";
import { language } from "../../i18n/language";
import { inItsWords } from "../../i18n/menteeWord";
import { textsOf } from "../../i18n/programmeTexts";
import { showPeriod } from "../../ui/dates";
import { EmptyState } from "../../ui/EmptyState";
import { Facts } from "../../ui/Facts";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { ProgrammeText } from "../../ui/ProgrammeText";
import { homesOf, howMentorsGetIn } from "./eligibilityWords";
import { joinable, signUpOf } from "./joinable";
import { WaysIn } from "./WaysIn";
import "../../styles/pages.css";

export function JoinPage() {
  const programmes = useQuery(programmesOptions());
  const now = useServerTime();
  return (
    <Page title={t`Take part`}>
      <Loaded query={programmes}>
        {({ items }) => {
          const open = joinable(items, now);
          if (open.length === 0) return <NoneOpen />;
          return open.map((programme) => <Open key={programme.id} programme={programme} now={now} />);
        }}
      </Loaded>
    </Page>
  );
}

function NoneOpen() {
  return (
    <EmptyState
      title={t`No programme is open for sign-up just now`}
      action={<Link to="/">{t`Go to your home page`}</Link>}
    >
      <p>{t`When one opens, it is shown here.`}</p>
    </EmptyState>
  );
}

function Open({ programme, now }: { programme: ProgrammeOut; now: string }) {
  const texts = textsOf(programme);
  const [mentor, mentee] = [signUpOf(programme, "mentor", now), signUpOf(programme, "mentee", now)];
  const { zone } = programme;
  return (
    <section className="card">
      <h2 id={programme.id}>{texts?.name ?? programme.organisation_name}</h2>
      {texts?.summary && (
        <ProgrammeText text={texts.summary} lang={texts.language === language ? undefined : texts.language} />
      )}
      <Facts
        facts={[
          [t`Organised by`, programme.organisation_name],
          [t`Mentors sign up`, showPeriod(mentor.opens, mentor.closes, zone)],
          [inItsWords(programme, t`[Mentees] sign up`), showPeriod(mentee.opens, mentee.closes, zone)],
          [t`How to become a mentor`, howMentorsGetIn(programme)],
          [inItsWords(programme, t`[Mentees] come from`), homesOf(programme.rules)],
        ]}
      />
      <WaysIn programme={programme} now={now} />
    </section>
  );
}
