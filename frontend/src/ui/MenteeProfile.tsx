import { t } from "@lingui/core/macro";
import type { MenteeProfileOut, ProgrammeOut } from "../api/generated/types.gen";
import { labelOf, labelsOf, languageName, listed } from "../i18n/labels";
import { showCalendarDay } from "./dates";
import { Facts } from "./Facts";
import { OwnWords } from "./OwnWords";

type MenteeProfileProps = { profile: MenteeProfileOut; programme: ProgrammeOut };

/** A student as their mentor, or the mentor whom they ask, reads them. */
export function MenteeProfile({ profile, programme: { vocabulary } }: MenteeProfileProps) {
  const words: [string, string][] = [
    [t`Hopes and expectations`, profile.expectations],
    [t`Goals`, profile.goals],
    [t`Career interests`, profile.interests],
  ];
  return (
    <>
      <Facts
        facts={[
          [t`School`, profile.school],
          [t`Field`, profile.field && labelOf(vocabulary.fields, profile.field)],
          [t`Studies`, profile.level && labelOf(vocabulary.levels, profile.level)],
          [t`Stage`, profile.stage],
          [t`Languages`, listed(profile.languages.map(languageName))],
          [t`Wants to talk about`, labelsOf(vocabulary.topics, profile.topics).join(", ")],
          [t`Sectors of interest`, labelsOf(vocabulary.sectors, profile.sectors).join(", ")],
          [t`Place`, profile.place],
          [t`On exchange until`, profile.exchange_until && showCalendarDay(profile.exchange_until)],
        ]}
      />
      {words
        .filter(([, text]) => text)
        .map(([title, text]) => (
          <section key={title}>
            <h3>{title}</h3>
            <OwnWords text={text} />
          </section>
        ))}
    </>
  );
}
