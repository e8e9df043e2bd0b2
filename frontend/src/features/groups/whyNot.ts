import type { ClockOutput, RequestOut } from "../../api/generated/types.gen";
import type { GroupOut } from "../../api/groups/types.gen";

export type WhyNot =
  | "member"
  | "asked"
  | "matched"
  | "ended"
  | "before"
  | "closed"
  | "answered"
  | "shut"
  | "full"
  | "pending"
  | "busy";

type Situation = {
  group: Pick<GroupOut, "state" | "own" | "joining" | "free" | "can_be_asked" | "mentors">;
  clock: Pick<ClockOutput, "requests_opens" | "requests_closes">;
  now: string;
  requests: readonly Pick<RequestOut, "state" | "mentor">[];
  /** How many unanswered requests one may have. */
  most: number;
  matched: boolean;
};

/** Why a place in this group can't be asked for now, the reason that outranks the others first; undefined when it can. */
export function whyNot({ group, clock, now, requests, most, matched }: Situation): WhyNot | undefined {
  const at = Date.parse(now);
  if (group.own === "member" || group.own === "asked") return group.own;
  if (group.state === "ended") return "ended";
  if (matched) return "matched";
  if (at < Date.parse(clock.requests_opens)) return "before";
  if (at >= Date.parse(clock.requests_closes)) return "closed";
  // The first of its mentors answers for it.
  const theirs = requests.filter(({ mentor }) => mentor.participant_id === group.mentors[0]?.participant_id);
  if (theirs.some(({ state }) => state === "declined" || state === "expired")) return "answered";
  if (!group.joining) return "shut";
  if (group.free === 0) return "full";
  if (requests.filter(({ state }) => state === "pending").length >= most) return "pending";
  return group.can_be_asked ? undefined : "busy";
}
