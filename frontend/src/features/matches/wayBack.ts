import type { OwnPartOut, ProgrammeOut } from "../../api/generated/types.gen";

/** What comes after an ending: `open` while students ask mentors, `later` before that, `over` after it, `none` without a part. */
export type WayBack = "open" | "later" | "over" | "none";

type Situation = {
  own: Pick<OwnPartOut, "state"> | null | undefined;
  clock: Pick<ProgrammeOut["clock"], "requests_opens" | "requests_closes">;
  now: string;
};

export function wayBack({ own, clock, now }: Situation): WayBack {
  if (own?.state !== "active" && own?.state !== "paused") return "none";
  const at = Date.parse(now);
  if (at < Date.parse(clock.requests_opens)) return "later";
  return at < Date.parse(clock.requests_closes) ? "open" : "over";
}
