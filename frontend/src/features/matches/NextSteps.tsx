import { t } from "@lingui/core/macro";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { language } from "../../i18n/language";
import { textsOf } from "../../i18n/programmeTexts";
import { ProgrammeText } from "../../ui/ProgrammeText";

/** How to begin, where the programme has words of its own for it. */
export function NextSteps({ programme }: { programme: ProgrammeOut }) {
  const texts = textsOf(programme);
  if (!texts?.next_steps) return null;
  return (
    <section>
      <h2>{t`The next steps`}</h2>
      <ProgrammeText text={texts.next_steps} lang={texts.language === language ? undefined : texts.language} />
    </section>
  );
}
