import { i18n } from "@lingui/core";

type Unit = "day" | "hour" | "minute" | "second";
const lengths: [Unit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

/** The two largest units that say something: 2 days 3 hours, 59 minutes 12 seconds, 0 seconds. */
export function left(ms: number): [Unit, number][] {
  let rest = Math.max(0, Math.ceil(ms / 1000));
  const parts = lengths.map(([unit, seconds]): [Unit, number] => {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    return [unit, count];
  });
  const first = parts.findIndex(([, count]) => count > 0);
  if (first < 0) return [["second", 0]];
  return parts.slice(first, first + 2).filter(([, count], i) => i === 0 || count > 0);
}

export function showLeft(ms: number): string {
  const style = { style: "unit", unitDisplay: "long" } as const;
  const words = left(ms).map(([unit, count]) => new Intl.NumberFormat(i18n.locale, { ...style, unit }).format(count));
  return new Intl.ListFormat(i18n.locale, { type: "unit" }).format(words);
}
