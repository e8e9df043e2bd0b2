import { readProblem } from "./problem";

const most = 2;

/** Queries only read, so they may be repeated; but only what may get better by itself is worth repeating. */
export function worthRetrying(failures: number, error: unknown): boolean {
  const { code, status } = readProblem(error);
  return failures < most && (code === "network" || status === 429 || status >= 502);
}

/** As long as the server asks for; otherwise doubled each time, with jitter, so that a full hall does not knock at once. */
export function pauseBeforeRetry(failures: number, error: unknown, random: () => number = Math.random): number {
  const asked = readProblem(error).retryAfter;
  const pause = asked === undefined ? 1000 * 2 ** failures : asked * 1000;
  return Math.round(pause * (1 + random() / 2));
}
