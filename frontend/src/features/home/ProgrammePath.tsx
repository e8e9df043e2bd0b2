import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { listMatchesOptions } from "../../api/generated/@tanstack/react-query.gen";
import type { ProgrammeOut } from "../../api/generated/types.gen";
import { partIn } from "../../api/programme";
import { useServerTime } from "../../api/useProgramme";
import { inItsWords } from "../../i18n/menteeWord";
import { showCalendarDay, showPeriod, zoneName } from "../../ui/dates";
import { isActive } from "./nextStep";
import { PathStep } from "./PathStep";
import { type StageKey, stagesOf } from "./path";

/** The programme from its first day to its last, and where one stands. */
export function ProgrammePath({ programme }: { programme: ProgrammeOut }) {
  const now = useServerTime();
  const { clock, phase, zone } = programme;
  const matched = useIsMatched(programme);
  const place = zoneName(zone);
  // Until the months begin, a mentor is somewhere on their own path, which stands above this one.
  const onTheirOwn = partIn(programme) === "mentor" && phase !== "running" && phase !== "feedback";
  const here = onTheirOwn ? t`Now` : t`You are here`;
  return (
    <section>
      <h2>{t`The programme’s path`}</h2>
      <ol className="path">
        {stagesOf(clock, phase, now, matched).map(({ key, opens, closes, state }) => (
          <PathStep key={key} state={state} name={inItsWords(programme, names[key]())} here={here}>
            <p className="muted">{showPeriod(opens, closes, zone)}</p>
            <p>
              <Link
                to="/programmes/$programmeId/guidance/{-$slug}/{-$language}"
                params={{ programmeId: programme.id }}
                hash={key}
              >
                {guidance[key]()}
              </Link>
            </p>
            {key === "mentoring" && clock.halfway_on && (
              <p className="muted">
                {t`Halfway:`} {showCalendarDay(clock.halfway_on)}
              </p>
            )}
          </PathStep>
        ))}
      </ol>
      <p className="muted">{t`Time zone: ${{ place }}`}</p>
    </section>
  );
}

/** Of a mentee; a mentor's own path says it of them, and they may be asked by others still. */
function useIsMatched({ id, participant }: ProgrammeOut): boolean {
  const mine = { path: { programme_id: id }, query: { participant_id: participant?.id ?? "" } };
  const isMentee = participant?.role === "mentee";
  const made = useQuery({ ...listMatchesOptions(mine), enabled: isMentee }).data;
  return isMentee && (made?.items.some(isActive) ?? false);
}

const names: Record<StageKey, () => string> = {
  sign_up: () => t`Mentors sign up`,
  requests: () => t`[Mentees] ask mentors`,
  mentoring: () => t`Mentoring`,
  feedback: () => t`Feedback and closing`,
};

/** Each link says where it leads, also to who hears the links alone. */
const guidance: Record<StageKey, () => string> = {
  sign_up: () => t`Guidance for signing up`,
  requests: () => t`Guidance for requests`,
  mentoring: () => t`Guidance for mentoring`,
  feedback: () => t`Guidance for the end`,
};
