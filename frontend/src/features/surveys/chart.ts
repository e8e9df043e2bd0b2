import type { QuestionResultOut } from "../../api/surveys/types.gen";

/** A row of a chart and of its table. */
export type Bar = { label: string; count: number; percent: number };

/** How many of those who answered chose each value; of several choices the shares may add up to more than all. */
export function barsOf({ counts, answered }: QuestionResultOut, labelOf: (value: string) => string): Bar[] {
  return counts.map(({ value, count }) => ({
    label: labelOf(String(value)),
    count,
    percent: answered ? Math.round((100 * count) / answered) : 0,
  }));
}
