import type { ClockOutput, MentorOut, MentorProfileOut, RequestOut } from "../../api/generated/types.gen";

export type WhyNot = "before" | "closed" | "matched" | "pending" | "answered" | "level" | "full";

type Situation = {
  mentor: Pick<MentorOut, "available" | "against"> & { profile: Pick<MentorProfileOut, "participant_id"> };
  clock: Pick<ClockOutput, "requests_opens" | "requests_closes">;
  now: string;
  requests: readonly Pick<RequestOut, "state" | "mentor">[];
  matched: boolean;
};

/** Why this mentor can't be asked now, the reason that outranks the others first; undefined when they can. */
export function whyNot({ mentor, clock, now, requests, matched }: Situation): WhyNot | undefined {
  const at = Date.parse(now);
  if (matched) return "matched";
  if (at < Date.parse(clock.requests_opens)) return "before";
  if (at >= Date.parse(clock.requests_closes)) return "closed";
  if (requests.some(({ state }) => state === "pending")) return "pending";
  const theirs = requests.filter((request) => request.mentor.participant_id === mentor.profile.participant_id);
  if (theirs.some(({ state }) => state === "declined" || state === "expired")) return "answered";
  if (mentor.against.includes("level")) return "level";
  return mentor.available ? undefined : "full";
}
