import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { ProgrammeOut, Role, TextOut } from "../../api/generated/types.gen";
import { programmesOptions } from "../../api/programme";
import { readEligibilityOptions } from "../../api/taking-part/@tanstack/react-query.gen";
import { useProgrammeOf } from "../../api/useProgramme";
import { language } from "../../i18n/language";
import { inItsWords } from "../../i18n/menteeWord";
import { textsOf } from "../../i18n/programmeTexts";
import { EmptyState } from "../../ui/EmptyState";
import { Facts } from "../../ui/Facts";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { ProgrammeText } from "../../ui/ProgrammeText";
import { CantJoin } from "./CantJoin";
import { howMentorsGetIn, levelsOf } from "./eligibilityWords";
import { JoinForm } from "./JoinForm";
import { earlierParts } from "./joinable";
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
            <EmptyState title={t`You are already taking part`} action={<Link to="/">{t`Go to your home page`}</Link>} />
          ) : (
            <>
              {role === "mentee" && <p>{inItsWords(found, t`You join as: [mentee]`)}</p>}
              <Expected programme={found} role={role} />
              <Joining programme={found} role={role} />
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
      <Words title={t`What is not expected of you`} texts={texts} text={texts.mentor_not_expected} />
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

/** Whether one may join at all is known before anything is filled in. */
function Joining({ programme, role }: { programme: ProgrammeOut; role: Role }) {
  const eligibility = useQuery(readEligibilityOptions({ path: { programme_id: programme.id } }));
  const all = useQuery(programmesOptions()).data?.items ?? [];
  const earlier = earlierParts(all, role);
  return (
    <section>
      <h2>{t`Signing up`}</h2>
      <Loaded query={eligibility}>
        {({ contact_address: contact, ...found }) => (
          <>
            {found[role].may_join ? (
              <ForWhom programme={programme} role={role} />
            ) : (
              <CantJoin programme={programme} role={role} found={found[role]} contact={contact} />
            )}
            {(found[role].may_join || found[role].help.includes("invitation_code")) && (
              <JoinForm programme={programme} role={role} earlier={earlier} invited={!found[role].may_join} />
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

function ForWhom({ programme, role }: { programme: ProgrammeOut; role: Role }) {
  const levels = levelsOf(programme, language);
  if (role === "mentor") return <Facts facts={[[t`How to become a mentor`, howMentorsGetIn(programme)]]} />;
  return <Facts facts={[[t`For students at these levels`, levels.join(", ")]]} />;
}
