import type { ClockOutput, Phase } from "../../api/generated/types.gen";
import type { StepState } from "./PathStep";

export type StageKey = "sign_up" | "requests" | "mentoring" | "feedback";
export type Stage = { key: StageKey; opens: string; closes: string; state: StepState };

/** The stage that each phase of the programme is shown at; between two of them one is at none. */
const stageOf: Partial<Record<Phase, StageKey>> = {
  mentor_signup: "sign_up",
  requesting: "requests",
  running: "mentoring",
  feedback: "feedback",
};

/**
 * A programme as a path. Its windows may overlap, so "here" is what the programme says, and what lies behind may be open;
 * but whoever is matched does not ask for anybody any more, and is where one meets as soon as that has begun.
 */
export function stagesOf(clock: ClockOutput, phase: Phase, now: string, matched: boolean): Stage[] {
  const windows: [StageKey, string, string][] = [
    ["sign_up", clock.mentor_signup_opens, clock.mentor_signup_closes],
    ["requests", clock.requests_opens, clock.requests_closes],
    ["mentoring", clock.running_opens, clock.running_closes],
    ["feedback", clock.running_closes, clock.feedback_closes],
  ];
  const meets = matched && phase === "requesting" && Date.parse(clock.running_opens) <= Date.parse(now);
  const here = windows.findIndex(([key]) => key === stageOf[meets ? "running" : phase]);
  return windows.map(([key, opens, closes], i) => {
    if (i === here) return { key, opens, closes, state: "here" };
    if (Date.parse(closes) <= Date.parse(now)) return { key, opens, closes, state: "done" };
    return { key, opens, closes, state: i < here ? "open" : "ahead" };
  });
}
