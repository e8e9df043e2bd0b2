import { t } from "@lingui/core/macro";
import type { MentorProfileOut, ProgrammeOut } from "../../api/generated/types.gen";
import { labelOf, labelsOf, languageName, listed } from "../../i18n/labels";
import { inItsWords } from "../../i18n/menteeWord";
import { Facts } from "../../ui/Facts";
import { OwnWords } from "../../ui/OwnWords";

export function MentorFacts({ profile, programme }: { profile: MentorProfileOut; programme: ProgrammeOut }) {
  const { vocabulary } = programme;
  const education = [profile.degree, profile.institution, profile.graduation_year].filter(Boolean).join(", ");
  return (
    <>
      {profile.story && (
        <section>
          <h2>{t`Career story`}</h2>
          <OwnWords text={profile.story} />
        </section>
      )}
      <h2>{t`In short`}</h2>
      <Facts
        facts={[
          [t`Topics`, labelsOf(vocabulary.topics, profile.topics).join(", ")],
          [t`Mentors in`, listed(profile.languages.map(languageName))],
          [t`Looks for`, seeks(profile, programme)],
          [t`Meets`, listed(profile.meets.map(wayOf))],
          [t`Place`, profile.place],
          [t`Education`, education],
          [t`Field`, profile.field && labelOf(vocabulary.fields, profile.field)],
          [t`Sector`, profile.sector && labelOf(vocabulary.sectors, profile.sector)],
          [t`Good to know`, marks(profile).join(", ")],
          [t`Link`, profile.link && isWebPage(profile.link) && <ProfileLink key="link" href={profile.link} />],
        ]}
      />
    </>
  );
}

const wayOf = (way: string) => (way === "remote" ? t`online` : t`in person`);

function seeks({ seeks }: MentorProfileOut, programme: ProgrammeOut): string {
  return seeks.length === 0
    ? inItsWords(programme, t`[mentees] at any level`)
    : listed(labelsOf(programme.vocabulary.levels, seeks));
}

/** What speaks for somebody; nothing here speaks against anybody. */
function marks(profile: MentorProfileOut): string[] {
  return [
    profile.doctorate && t`has a doctorate`,
    profile.outside_academia && t`career outside academia`,
    profile.newcomers && t`knows newcomers’ questions about Finnish working life`,
  ].filter((mark) => mark !== false);
}

const isWebPage = (link: string) => /^https?:\/\//i.test(link);

/** Somebody's own page elsewhere. */
function ProfileLink({ href }: { href: string }) {
  return (
    <a href={href} rel="noreferrer noopener external">
      {href}
    </a>
  );
}
