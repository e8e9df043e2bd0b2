import { t } from "@lingui/core/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { readMeOptions, readSessionOptions } from "../../api/generated/@tanstack/react-query.gen";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { useAnnounce } from "../../ui/Status";
import { AddressForm } from "./AddressForm";
import { FirstName } from "./FirstName";
import { NameForm } from "./NameForm";
import { Sessions } from "./Sessions";
import "../../styles/pages.css";

/** One's own account: name, address, ways in, and where one is signed in. */
export function AccountPage() {
  const session = useQuery(readSessionOptions()).data;
  if (!session) return null;
  return session.person.name && session.terms_to_ask.length === 0 ? <Account /> : <FirstName session={session} />;
}

function Account() {
  const me = useQuery(readMeOptions());
  const queryClient = useQueryClient();
  const announce = useAnnounce();
  const saved = async () => {
    await queryClient.invalidateQueries({ queryKey: readSessionOptions().queryKey });
    announce(t`Saved.`);
  };
  return (
    <Page title={t`My account`}>
      <Loaded query={me}>
        {(known) => (
          <>
            <NameForm name={known.name} onSaved={() => void saved()}>{t`Save`}</NameForm>
            <AddressForm me={known} />
          </>
        )}
      </Loaded>
      <h2>{t`More of your account`}</h2>
      <ul className="rows">
        {parts().map(({ section, name, about }) => (
          <li key={section}>
            <p>
              <Link to="/account/$section" params={{ section }}>
                {name}
              </Link>
            </p>
            <p className="muted">{about}</p>
          </li>
        ))}
      </ul>
      <Sessions />
    </Page>
  );
}

/** What has a page of its own: see AccountSectionPage. */
const parts = () => [
  {
    section: "sign-in",
    name: t`Ways to sign in`,
    about: t`Your university or employer, email addresses and passkeys.`,
  },
  {
    section: "calendar",
    name: t`Calendar`,
    about: t`Your events and meetings in Outlook, Google Calendar or Apple Calendar.`,
  },
  {
    section: "tokens",
    name: t`Tokens for scripts`,
    about: t`For programmers: scripts that act on your behalf.`,
  },
  {
    section: "notifications",
    name: t`Emails to you`,
    about: t`Which reminders and messages you want to get.`,
  },
  {
    section: "privacy",
    name: t`My data`,
    about: t`What is kept about you, who has read it, and how to take it with you or have it erased.`,
  },
];
