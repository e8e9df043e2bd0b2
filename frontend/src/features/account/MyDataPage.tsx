import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { Page } from "../../ui/Page";
import { Audiences } from "./Audiences";
import { EraseAccount } from "./EraseAccount";
import { Reads } from "./Reads";
import "../../styles/pages.css";

/** What is kept about oneself, who has read it, and how to take it along or have it erased. */
export function MyDataPage() {
  return (
    <Page title={t`My data`} lead={t`What is kept about you, who has read it, and what you can do about it.`}>
      <Kept />
      <Audiences />
      <Reads />
      <section>
        <h2>{t`Contact details that you gave`}</h2>
        <p>{t`They go to one person at a time, when you have both said yes, and each time is written down.`}</p>
        <p>
          <Link to="/privacy">{t`See who they went to`}</Link>
        </p>
      </section>
      <section>
        <h2>{t`Take your data with you`}</h2>
        <p>{t`One file with everything about you, for you or for another service to read (JSON). What others wrote to you is not in it: that is theirs, and stays on its page.`}</p>
        <p>
          <a href="/api/v1/me/export" download="kisalli.json">{t`Download my data`}</a>
        </p>
      </section>
      <EraseAccount />
    </Page>
  );
}

function Kept() {
  return (
    <section>
      <h2>{t`What is kept, and why`}</h2>
      <ul>
        <li>{t`Your name, address and language: so that you can sign in and be written to.`}</li>
        <li>{t`Your profiles: so that mentor and student find each other.`}</li>
        <li>{t`Your requests, answers and matches: they are the mentoring.`}</li>
        <li>{t`The contact details you entered for a match: so that you can meet.`}</li>
        <li>{t`Who did what and when: so that it can be cleared up if something goes wrong.`}</li>
      </ul>
      <p>{t`Messages and request texts are deleted some months after the programme ends, and your name later, if you are not taking part in anything else by then.`}</p>
      <p>
        <Link to="/account/$section" params={{ section: "terms" }}>{t`Terms and privacy notice`}</Link>
      </p>
    </section>
  );
}
