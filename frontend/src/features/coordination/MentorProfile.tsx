import { t } from "@lingui/core/macro";
import type { MentorProfileOut, ProgrammeOut } from "../../api/generated/types.gen";
import { labelOf, labelsOf, languageName, listed } from "../../i18n/labels";
import { inItsWords } from "../../i18n/menteeWord";
import { Facts } from "../../ui/Facts";
import { OwnWords } from "../../ui/OwnWords";
import { worthKnowing } from "./worthKnowing";

type MentorProfileProps = { profile: MentorProfileOut; programme: ProgrammeOut };

/** A mentor as whoever approves them reads them. */
export function MentorProfile({ profile, programme }: MentorProfileProps) {
  const { vocabulary, now } = programme;
  const work = [profile.title, profile.employer].filter(Boolean).join(", ");
  const education = [profile.degree, profile.institution, profile.graduation_year].filter(Boolean).join(", ");
  const seeks =
    profile.seeks.length === 0
      ? inItsWords(programme, t`[mentees] at any level`)
      : listed(labelsOf(vocabulary.levels, profile.seeks));
  return (
    <>
      <Facts
        facts={[
          [t`Work`, work],
          [t`Education`, education],
          [t`Field`, profile.field && labelOf(vocabulary.fields, profile.field)],
          [t`Sector`, profile.sector && labelOf(vocabulary.sectors, profile.sector)],
          [t`Topics`, labelsOf(vocabulary.topics, profile.topics).join(", ")],
          [t`Mentors in`, listed(profile.languages.map(languageName))],
          [t`Looks for`, seeks],
          [t`Meets`, listed(profile.meets.map((way) => (way === "remote" ? t`online` : t`in person`)))],
          [t`Place`, profile.place],
          [t`Good to know`, worthKnowing(profile, Number(now.slice(0, 4))).join(", ")],
          [t`Link`, profile.link],
        ]}
      />
      {profile.headline && <p className="headline">{profile.headline}</p>}
      {profile.story && (
        <section>
          <h3>{t`Career story`}</h3>
          <OwnWords text={profile.story} />
        </section>
      )}
    </>
  );
}
