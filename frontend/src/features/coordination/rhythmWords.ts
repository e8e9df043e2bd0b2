import { plural, t } from "@lingui/core/macro";
import type { RhythmOut } from "../../api/coordination/types.gen";
import { showDay, showDistance } from "../../ui/dates";
import type { PairStanding } from "./pairsFilter";
import { endReason } from "./pairWords";

type Times = { now: string; zone: string };
type Held = Pick<RhythmOut, "held" | "held_minutes">;

const standings: Record<PairStanding, () => string> = {
  quiet: () => t`Gone quiet`,
  unmet: () => t`No first meeting yet`,
  due: () => t`A month since they met`,
  good: () => t`On track`,
};
export const standingName = (standing: PairStanding) => standings[standing]();

/** How a pair stands to "about once a month". */
export function standingOf(pair: RhythmOut, zone: string): string {
  if (pair.state === "ended") return pair.end_reason ? endReason(pair.end_reason, pair.kind) : t`Ended`;
  if (pair.rhythm === "over") return t`The programme has ended`;
  if (pair.rhythm === "waiting") return t`The programme has not started yet`;
  if (pair.rhythm === "gathering") return t`The group is waiting for members`;
  if (pair.rhythm === "fresh") return t`No first meeting yet`;
  if (pair.rhythm === "due") return t`More than a month since they met`;
  if (pair.rhythm === "good" || !pair.quiet_from) return t`On track`;
  const since = showDay(pair.quiet_from, zone);
  return pair.held === 0 ? t`Quiet since ${{ since }}: no first meeting yet` : t`Quiet since ${{ since }}`;
}

/** "2 meetings, 2 h 30 min" */
export function metWords({ held: count, held_minutes: minutes }: Held): string {
  const meetings = plural({ count }, { 0: "no meetings", one: "# meeting", other: "# meetings" });
  return count === 0 ? meetings : t`${{ meetings }}, ${{ lasted: lastedWords(minutes) }}`;
}

function lastedWords(whole: number): string {
  const [hours, minutes] = [Math.trunc(whole / 60), whole % 60];
  if (hours === 0) return t`${{ minutes }} min`;
  return minutes === 0 ? t`${{ hours }} h` : t`${{ hours }} h ${{ minutes }} min`;
}

/** When they began, met, meet next and parted. */
export function timesOf(pair: RhythmOut, { now, zone }: Times): string[] {
  const { opened_at, ended_at, held_at, planned_at } = pair;
  return [
    t`Since ${{ since: showDay(opened_at, zone) }}`,
    metWords(pair),
    ...(held_at ? [t`last met ${{ when: showDistance(held_at, now, zone) }}`] : []),
    ...(planned_at ? [t`next meeting ${{ when: showDay(planned_at, zone) }}`] : []),
    ...(ended_at ? [t`Ended ${{ when: showDay(ended_at, zone) }}`] : []),
  ];
}

export const agreedWords = ({ agreed }: Pick<RhythmOut, "agreed">) =>
  agreed ? t`agreement signed` : t`no signed agreement`;

export const goalsWords = ({ goals: count }: Pick<RhythmOut, "goals">) =>
  plural({ count }, { 0: "no goals written", one: "# goal", other: "# goals" });

/** What they have settled, and when both were last reminded. */
export function settledOf(pair: RhythmOut, { now, zone }: Times): string[] {
  const reminded = pair.nudged_at && t`reminded ${{ when: showDistance(pair.nudged_at, now, zone) }}`;
  return [agreedWords(pair), goalsWords(pair), ...(reminded ? [reminded] : [])];
}
