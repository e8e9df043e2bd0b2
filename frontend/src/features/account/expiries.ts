import { t } from "@lingui/core/macro";

const day = 86_400_000;

/** How long a token may be good. The server allows a year; its clock decides. */
export const expiries = () => [
  { value: "30", label: t`30 days` },
  { value: "90", label: t`90 days` },
  { value: "180", label: t`Half a year` },
  { value: "365", label: t`A year` },
];

export const inDays = (days: string, now: number) => new Date(now + Number(days) * day).toISOString();
