import { isWithSomebody, type Situation } from "./nextStep";
import type { StepState } from "./PathStep";

/** What a mentor goes through, in its order (R47); a briefing comes with the events that it is one of. */
export type MentorStage = "profile" | "wait" | "answer" | "meet";

const order: readonly MentorStage[] = ["profile", "wait", "answer", "meet"];

/** Where a mentor is. With a place left they may answer again while they meet the first: that stays open. */
export function mentorStages({
  own: { state },
  begun,
  requests,
  matches,
}: Situation): { key: MentorStage; state: StepState }[] {
  const asked = requests.some((request) => request.state === "pending");
  const matched = matches.some(isWithSomebody);
  const here: MentorStage = asked ? "answer" : matched ? "meet" : state === "draft" ? "profile" : "wait";
  const at = order.indexOf(here);
  return order.map((key, i) => {
    if (key === "meet" && begun) return { key, state: "done" };
    if (i === at) return { key, state: "here" };
    if (i < at) return { key, state: "done" };
    return { key, state: key === "meet" && matched ? "open" : "ahead" };
  });
}
