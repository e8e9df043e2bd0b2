import { t } from "@lingui/core/macro";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { PaperOut } from "../../api/certificates/types.gen";
import { languages, ownName } from "../../i18n/language";
import { Facts } from "../../ui/Facts";
import { factsOf } from "./facts";
import { WithdrawDialog } from "./WithdrawDialog";

type IssuedProps = { paper: PaperOut; participantId: string };

/** What the paper says, the paper itself in each language, and how others check it. */
export function Issued({ paper, participantId }: IssuedProps) {
  const [withdrawing, setWithdrawing] = useState(false);
  const { code } = paper;
  return (
    <>
      <section className="card">
        <h2>{t`What it says`}</h2>
        <Facts facts={factsOf(paper)} />
      </section>
      <section>
        <h2>{t`Download it`}</h2>
        <p>{t`Which language would you like it in? You can get it in several (PDF).`}</p>
        <p className="actions">
          {languages.map((language) => (
            <a
              key={language}
              href={`/api/v1/participants/${participantId}/certificate/paper?language=${language}`}
              className="button primary"
              lang={language}
              hrefLang={language}
              download
            >
              {ownName[language]}
            </a>
          ))}
        </p>
      </section>
      <section>
        <h2>{t`How others check it`}</h2>
        <p>{t`Whoever gets the paper can check on our page that it is genuine. The page shows what the paper says, and nothing else about you.`}</p>
        <p>
          <Link to="/certificates/$code" params={{ code }}>
            {t`See what they see`}
          </Link>
        </p>
      </section>
      <section>
        <h2>{t`If you no longer want it`}</h2>
        <p>{t`If your name on it is wrong, or you no longer want it to be checked, you can withdraw it. You can make a new one at any time.`}</p>
        <p>
          <button type="button" onClick={() => setWithdrawing(true)}>
            {t`Withdraw the certificate`}
          </button>
        </p>
      </section>
      {withdrawing && <WithdrawDialog participantId={participantId} onClose={() => setWithdrawing(false)} />}
    </>
  );
}
