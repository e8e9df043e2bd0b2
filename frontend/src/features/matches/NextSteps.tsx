import { t } from "@lingui/core/macro";
import type { ProgrammeOut, Role } from "../../api/generated/types.gen";
import { language } from "../../i18n/language";
import { textsOf } from "../../i18n/programmeTexts";
import { ProgrammeText } from "../../ui/ProgrammeText";

/** How to begin: as the programme says it, else the two steps that always come first. */
export function NextSteps({ role, programme }: { role: Role; programme: ProgrammeOut }) {
  const texts = textsOf(programme);
  return (
    <section>
      <h2>{t`The next steps`}</h2>
      {texts?.next_steps ? (
        <ProgrammeText text={texts.next_steps} lang={texts.language === language ? undefined : texts.language} />
      ) : (
        <ol>
          <li>
            {role === "mentor"
              ? t`Agree on your first meeting. A short hello and a couple of times that suit you are a good start.`
              : t`Write to your mentor within the next few days and suggest a couple of times for your first meeting.`}
          </li>
          <li>{t`When you meet, agree on goals, on how often you meet, and on what stays between you.`}</li>
        </ol>
      )}
    </section>
  );
}
