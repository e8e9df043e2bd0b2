import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { ProgrammeOut, Role, TextOut } from "../../api/generated/types.gen";
import { programmesOptions } from "../../api/programme";
import { useProgrammeOf, useServerTime } from "../../api/useProgramme";
import { language } from "../../i18n/language";
import { inItsWords } from "../../i18n/menteeWord";
import { textsOf } from "../../i18n/programmeTexts";
import { EmptyState } from "../../ui/EmptyState";
import { Loaded } from "../../ui/Loaded";
import { Moment } from "../../ui/Moment";
import { Page } from "../../ui/Page";
import { ProgrammeText } from "../../ui/ProgrammeText";
import { JoinForm } from "./JoinForm";
import { earlierParts, signUpOf } from "./joinable";
import "../../styles/pages.css";

const route = getRouteApi("/join/$programmeId");

/** Before anybody signs up they read what is expected of them, and what is not (R5). */
export function JoinAsPage() {
  const { programmeId } = route.useParams();
  const { as: role } = route.useSearch();
  const programme = useProgrammeOf(programmeId);
  return (
    <Page
      title={role === "mentor" ? t`Join as a mentor` : t`Take part`}
      lead={programme.data && textsOf(programme.data)?.name}
    >
      <Loaded query={programme}>
        {(found) =>
          found.participant ? (
            <EmptyState title={t`You take part already`} action={<Link to="/">{t`Go to your front page`}</Link>} />
          ) : (
            <>
              {role === "mentee" && <p>{inItsWords(found, t`You join as: [mentee]`)}</p>}
              <Expected programme={found} role={role} />
              <WhenToJoin programme={found} role={role} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function Expected({ programme, role }: { programme: ProgrammeOut; role: Role }) {
  const texts = textsOf(programme);
  if (!texts) return null;
  if (role === "mentee") return <Words title={t`What is expected of you`} texts={texts} text={texts.mentee_expected} />;
  return (
    <>
      <Words title={t`What is expected of you`} texts={texts} text={texts.mentor_expected} />
      <Words title={t`What is not`} texts={texts} text={texts.mentor_not_expected} />
    </>
  );
}

function Words({ title, texts, text }: { title: string; texts: TextOut; text: string }) {
  if (!text) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ProgrammeText text={text} lang={texts.language === language ? undefined : texts.language} />
    </section>
  );
}

function WhenToJoin({ programme, role }: { programme: ProgrammeOut; role: Role }) {
  const now = useServerTime();
  const all = useQuery(programmesOptions()).data?.items ?? [];
  const { opens, closes, state } = signUpOf(programme, role, now);
  return (
    <section>
      <h2>{t`Signing up`}</h2>
      {state === "before" && (
        <p>
          {t`Signing up opens:`} <Moment at={opens} zone={programme.zone} />
        </p>
      )}
      {state === "over" && (
        <p>
          {t`Signing up is over since:`} <Moment at={closes} zone={programme.zone} />
        </p>
      )}
      {state !== "open" && <p>{t`With a personal invitation you can join all the same.`}</p>}
      <JoinForm programme={programme} role={role} earlier={earlierParts(all, role)} invited={state !== "open"} />
    </section>
  );
}
