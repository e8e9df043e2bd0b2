import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { readSessionOptions } from "../../api/generated/@tanstack/react-query.gen";
import { useProgramme } from "../../api/useProgramme";
import { Page } from "../../ui/Page";
import { Ledger } from "./Ledger";
import { Write } from "./Write";
import "../../styles/pages.css";

/** Who sees what of whom, and to whom one's own contact details have gone. */
export function PrivacyPage() {
  const session = useQuery(readSessionOptions()).data;
  const programme = useProgramme();
  return (
    <Page
      title={t`Privacy`}
      lead={t`What you tell here is seen by those who need it for the mentoring, and by nobody else.`}
    >
      <h2>{t`Who sees what`}</h2>
      <ul>
        <li>{t`A mentor’s profile is seen by the students of the same programme, and by the organisation’s staff if the programme allows it.`}</li>
        <li>{t`A student’s profile is seen by the mentor whom they ask, as long as the request waits or the mentoring goes on. Other students never see it.`}</li>
        <li>{t`Contact details are given only between two people who have both said yes, once, and each time is written down.`}</li>
        <li>{t`The coordinators of the programme see profiles, requests and matches, because they run it. What they do is written into a log.`}</li>
        <li>{t`Of a pair they see that and how often it meets, whether its agreement is signed and how many goals it has: never what the two say or write to each other.`}</li>
      </ul>
      <h2>{t`What the service writes to you`}</h2>
      <p>{t`You get mails about your own requests, answers and matches. They hold no tracking, and contact details are in one of them alone: the one that tells of your match.`}</p>
      <h2>{t`What is kept in your browser`}</h2>
      <p>{t`Only what signing in needs, and what you have typed and not yet sent. It goes when you sign out.`}</p>
      {session && <Ledger zone={programme?.zone ?? "Europe/Helsinki"} />}
      <h2>{t`Your rights`}</h2>
      <p>{t`You can ask what is kept about you, have it corrected, and have it removed.`}</p>
      {session && (
        <p>
          <Link to="/account/$section" params={{ section: "privacy" }}>{t`See my data`}</Link>
        </p>
      )}
      <Write to={programme?.contact_address} />
    </Page>
  );
}
