import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, lazyRouteComponent, useSearch } from "@tanstack/react-router";
import { Suspense, useEffect, useRef } from "react";
import { readSessionOptions } from "../api/generated/@tanstack/react-query.gen";
import { chooseProgramme, ownProgrammes, programmesOptions } from "../api/programme";
import { Account, SignInLink } from "./Account";
import { Layout } from "./Layout";
import { MainNav } from "./MainNav";
import { ProgrammeChoice } from "./ProgrammeChoice";
import { loadTexts } from "./texts";

/** For the few whose mails come back: fetched when it is shown. */
const Undeliverable = lazyRouteComponent(async () => {
  await loadTexts("account");
  return import("../features/account/Undeliverable");
}, "Undeliverable");

/** The frame around every page: who is here, in which programme, and whom to turn to. */
export function Root() {
  const session = useQuery(readSessionOptions()).data;
  const all = useQuery(programmesOptions()).data?.items ?? [];
  useReloadForSomebodyElse(session?.person.id);
  const { programme: wanted } = useSearch({ strict: false });
  const programme = session ? chooseProgramme(all, wanted) : undefined;
  return (
    <Layout
      nav={programme && <MainNav programme={programme} />}
      account={session ? <Account name={session.person.name} /> : session === null && <SignInLink />}
      choice={
        <Suspense>
          {session?.person.undeliverable && <Undeliverable />}
          {programme && <ProgrammeChoice own={ownProgrammes(all)} chosen={programme} />}
        </Suspense>
      }
      contact={programme && <Contact address={programme.contact_address} />}
      links={<PageLinks signedIn={Boolean(session)} />}
    />
  );
}

function PageLinks({ signedIn }: { signedIn: boolean }) {
  return (
    <>
      {signedIn && (
        <li>
          <Link to="/account">{t`My account`}</Link>
        </li>
      )}
      <li>
        <Link to="/accessibility">{t`Accessibility`}</Link>
      </li>
      <li>
        <Link to="/privacy">{t`Privacy`}</Link>
      </li>
    </>
  );
}

function Contact({ address }: { address: string }) {
  return (
    <>
      {t`Questions about the programme:`} <a href={`mailto:${address}`}>{address}</a>
    </>
  );
}

/** Another tab has signed in as somebody else: nothing of who was here before may stay in view or in memory. */
function useReloadForSomebodyElse(id: string | undefined) {
  const known = useRef(id);
  useEffect(() => {
    if (id && known.current && id !== known.current) location.reload();
    known.current ??= id;
  }, [id]);
}
