import { t } from "@lingui/core/macro";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import type { Warn } from "../../api/taking-part/types.gen";
import { inItsWords } from "../../i18n/menteeWord";

/** What a mentor may want to think about; nothing of it keeps anybody out. */
type WarningsProps = { warnings: readonly Warn[]; programme: ProgrammeOut };

export function Warnings({ warnings, programme }: WarningsProps) {
  if (warnings.length === 0) return null;
  return (
    <div className="notice">
      <p>{t`Worth thinking about. You can still take part:`}</p>
      <ul>
        {warnings.map((warning) => (
          <li key={warning}>{inItsWords(programme, words[warning]())}</li>
        ))}
      </ul>
    </div>
  );
}

const words: Record<Warn, () => string> = {
  short_career: () =>
    t`You graduated less than four years ago. [Mentees] often look for somebody with more years of work behind them.`,
  lives_abroad: () =>
    t`You live abroad, so you will mostly meet online. Write in your story how it works best for you.`,
  outside_working_life: () =>
    t`You are not in working life just now. [Mentees] like to hear how you see it from there.`,
  no_doctorate: () =>
    t`You would like to mentor doctoral students and have no doctorate yourself. Some of them hope for one.`,
};
