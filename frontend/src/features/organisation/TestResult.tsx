import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { readProviderTestOptions } from "../../api/coordination/@tanstack/react-query.gen";
import { Facts } from "../../ui/Facts";
import { Loaded } from "../../ui/Loaded";

/** What the service said of who tried it out, and what that means here. */
export function TestResult({ id }: { id: string }) {
  const test = useQuery(readProviderTestOptions({ path: { test_id: id } }));
  return (
    <section className="notice" aria-labelledby="test-result">
      <h2 id="test-result">{t`The test worked`}</h2>
      <p>{t`This is what the service said about you and what it means here. Nobody has been signed in by it.`}</p>
      <Loaded query={test}>
        {({ subject, name, email, affiliations, received }) => (
          <>
            <Facts
              facts={[
                [t`Known by`, <bdi key="subject">{subject}</bdi>],
                [t`Name`, name ? <bdi key="name">{name}</bdi> : t`None: they are asked for it`],
                [t`Email address`, email ? <bdi key="email">{email}</bdi> : t`None that has been verified`],
                [
                  t`Role here`,
                  affiliations.map(({ kind, home_organisation }) => `${kind}@${home_organisation}`).join(", ") ||
                    t`Nothing: a programme that asks for students or a home organisation does not let them in`,
                ],
              ]}
            />
            <details>
              <summary>{t`All that was received`}</summary>
              <pre>{JSON.stringify(received, null, 2)}</pre>
            </details>
          </>
        )}
      </Loaded>
    </section>
  );
}
