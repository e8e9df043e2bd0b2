import type {
  ClockOutput,
  MatchOut,
  ParticipantState,
  PartyOut,
  ProposalOut,
  RequestOut,
} from "../../api/generated/types.gen";

/** Not (yet or any more) taking part: nothing else matters then. */
export type Outside = { kind: "draft" | "submitted" | "paused" | "gone" };
export type MenteeStep =
  | Outside
  | { kind: "matched"; match: MatchOut }
  | { kind: "waiting"; request: RequestOut }
  | { kind: "early"; opens: string }
  | { kind: "choose"; closes: string; before: RequestOut | undefined }
  | { kind: "over" };
export type MentorStep =
  | Outside
  | { kind: "answer"; requests: RequestOut[] }
  | { kind: "meet"; match: MatchOut }
  | { kind: "early"; opens: string }
  | { kind: "open"; closes: string }
  | { kind: "over" };

type Situation = {
  state: ParticipantState;
  clock: Pick<ClockOutput, "requests_opens" | "requests_closes">;
  now: string;
  requests: readonly RequestOut[];
  matches: readonly MatchOut[];
};

/** What a student does next; what waits for an answer outranks the clock, which may have gone on meanwhile. */
export function menteeStep({ state, clock, now, requests, matches }: Situation): MenteeStep {
  const [match] = matches.filter(isActive);
  if (match) return { kind: "matched", match };
  const request = requests.find(isPending);
  if (request) return { kind: "waiting", request };
  const outside = outsideOf(state);
  if (outside) return outside;
  const { requests_opens: opens, requests_closes: closes } = clock;
  if (isBefore(now, opens)) return { kind: "early", opens };
  return isBefore(now, closes) ? { kind: "choose", closes, before: latest(requests) } : { kind: "over" };
}

/** What a mentor does next: answer before anything else, whoever has waited longest first. */
export function mentorStep({ state, clock, now, requests, matches }: Situation): MentorStep {
  const pending = requests.filter(isPending).toSorted((a, b) => a.sent_at.localeCompare(b.sent_at));
  if (pending.length > 0) return { kind: "answer", requests: pending };
  const [match] = matches.filter(isActive);
  if (match) return { kind: "meet", match };
  const outside = outsideOf(state);
  if (outside) return outside;
  const { requests_opens: opens, requests_closes: closes } = clock;
  if (isBefore(now, opens)) return { kind: "early", opens };
  return isBefore(now, closes) ? { kind: "open", closes } : { kind: "over" };
}

/** Suggested pairs that wait for this participant's own answer, each with the other of the two. */
export function toAnswer(proposals: readonly ProposalOut[], ownId: string): (ProposalOut & { partner: PartyOut })[] {
  return proposals.flatMap((proposal) => {
    const { mentor, mentee, mentor_yes_at: mentorYes, mentee_yes_at: menteeYes } = proposal;
    if (mentor.participant_id === ownId) return mentorYes ? [] : [{ ...proposal, partner: mentee }];
    return mentee.participant_id === ownId && !menteeYes ? [{ ...proposal, partner: mentor }] : [];
  });
}

const isPending = ({ state }: RequestOut) => state === "pending";
const isActive = ({ state }: MatchOut) => state === "active";
const isBefore = (now: string, instant: string) => Date.parse(now) < Date.parse(instant);

/** The last that came to nothing without one's own doing. */
function latest(requests: readonly RequestOut[]): RequestOut | undefined {
  const closed = requests.filter(({ state }) => state === "declined" || state === "expired" || state === "released");
  return closed.toSorted((a, b) => (b.closed_at ?? "").localeCompare(a.closed_at ?? ""))[0];
}

function outsideOf(state: ParticipantState): Outside | undefined {
  if (state === "active") return undefined;
  return { kind: state === "left" || state === "removed" ? "gone" : state };
}
