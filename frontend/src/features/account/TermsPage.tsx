import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { listConsentsOptions, listTermsOptions } from "../../api/account/@tanstack/react-query.gen";
import { Loaded } from "../../ui/Loaded";
import { Moment } from "../../ui/Moment";
import { ownZone } from "../../ui/ownZone";
import { Page } from "../../ui/Page";
import { TermsText } from "./TermsText";
import "../../styles/pages.css";

/** What one has agreed to, in the words in force. */
export function TermsPage() {
  const terms = useQuery(listTermsOptions());
  const consents = useQuery(listConsentsOptions()).data;
  return (
    <Page title={t`Terms and privacy notice`}>
      <Loaded query={terms}>
        {(all) =>
          all.map(({ kind, version, title, sections }) => {
            const agreed = consents?.find((consent) => consent.kind === kind && consent.version === version);
            return (
              <section key={kind}>
                <h2>{title}</h2>
                {agreed && (
                  <p className="muted">
                    {t`You agreed:`} <Moment at={agreed.at} zone={ownZone()} />
                  </p>
                )}
                <TermsText sections={sections} headings="h3" />
              </section>
            );
          })
        }
      </Loaded>
    </Page>
  );
}
