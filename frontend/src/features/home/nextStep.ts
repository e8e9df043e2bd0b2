import type {
  ClockOutput,
  DirectoryOut,
  MatchOut,
  MentorCardOut,
  OverlayOut,
  OwnPartOut,
  PartyOut,
  ProposalOut,
  RequestOut,
  SentBackOut,
} from "../../api/generated/types.gen";

/** Not (yet or any more) taking part: nothing else matters then. */
export type Outside =
  | { kind: "draft"; until: string | null; late: boolean; sentBack: SentBackOut | null }
  | { kind: "paused"; closes: string | undefined }
  | { kind: "submitted" | "gone" };
/** When nobody can be asked any more: without a match, after one that ended, or when the whole round is over. */
export type Late = { kind: "over" | "past" } | { kind: "parted"; match: MatchOut };
export type MenteeStep =
  | Outside
  | { kind: "matched"; match: MatchOut }
  | { kind: "begun" }
  | { kind: "ended"; match: MatchOut }
  | { kind: "waiting"; request: RequestOut }
  | { kind: "early"; opens: string }
  | { kind: "choose"; closes: string; before: RequestOut | undefined }
  | Late;
export type MentorStep =
  | Outside
  | { kind: "answer"; requests: RequestOut[] }
  | { kind: "meet"; match: MatchOut }
  | { kind: "gathering"; group: MatchOut }
  | { kind: "begun" | "ended" }
  | { kind: "early"; opens: string }
  | { kind: "open"; closes: string }
  | Late;

export type Situation = {
  own: OwnPartOut;
  clock: Pick<ClockOutput, "requests_opens" | "requests_closes" | "running_closes">;
  now: string;
  /** Whether a first meeting is arranged: what comes next, the matches then say themselves. */
  begun: boolean;
  requests: readonly RequestOut[];
  /** Those that ended too. */
  matches: readonly MatchOut[];
};

/** What a student does next; what waits for an answer outranks the clock, which may have gone on meanwhile. */
export function menteeStep(situation: Situation): MenteeStep {
  const { clock, now, begun, requests, matches } = situation;
  const [match] = matches.filter(isActive);
  const had = match ?? ended(matches);
  if (had && isOver(clock, now)) return { kind: "ended", match: had };
  if (match) return begun ? { kind: "begun" } : { kind: "matched", match };
  const request = requests.find(isPending);
  if (request) return { kind: "waiting", request };
  const outside = outsideOf(situation);
  if (outside) return outside;
  const { requests_opens: opens, requests_closes: closes } = clock;
  if (isBefore(now, opens)) return { kind: "early", opens };
  return isBefore(now, closes) ? { kind: "choose", closes, before: latest(requests) } : late(situation);
}

/** What a mentor does next: answer before anything else, whoever has waited longest first. */
export function mentorStep(situation: Situation): MentorStep {
  const { clock, now, begun, requests, matches } = situation;
  const pending = requests.filter(isPending).toSorted((a, b) => a.sent_at.localeCompare(b.sent_at));
  if (pending.length > 0) return { kind: "answer", requests: pending };
  const match = matches.find(isWithSomebody);
  if ((match ?? ended(matches)) && isOver(clock, now)) return { kind: "ended" };
  if (match) return begun ? { kind: "begun" } : { kind: "meet", match };
  const outside = outsideOf(situation);
  if (outside) return outside;
  const { requests_opens: opens, requests_closes: closes } = clock;
  if (isBefore(now, opens)) return { kind: "early", opens };
  const group = matches.find(isActive);
  if (isBefore(now, closes)) return group ? { kind: "gathering", group } : { kind: "open", closes };
  return late(situation);
}

/** Whether the mentoring months are over. */
export const isOver = ({ running_closes: closes }: Pick<ClockOutput, "running_closes">, now: string): boolean =>
  !isBefore(now, closes);

/** Suggested pairs that wait for this participant's own answer, each with the other of the two. */
export function toAnswer(proposals: readonly ProposalOut[], ownId: string): (ProposalOut & { partner: PartyOut })[] {
  return proposals.flatMap((proposal) => {
    const { mentor, mentee, mentor_yes_at: mentorYes, mentee_yes_at: menteeYes } = proposal;
    if (mentor.participant_id === ownId) return mentorYes ? [] : [{ ...proposal, partner: mentee }];
    return mentee.participant_id === ownId && !menteeYes ? [{ ...proposal, partner: mentor }] : [];
  });
}

/** Mentors with room whom this student may not ask are no help to them. */
export function nobodyLeft({ window, items }: Shown, { hidden }: Pick<OverlayOut, "hidden">): boolean {
  return window === "open" && items.every(({ id }) => hidden.includes(id));
}

type Shown = Pick<DirectoryOut, "window"> & { items: readonly Pick<MentorCardOut, "id">[] };

const isPending = ({ state }: RequestOut) => state === "pending";
export const isActive = ({ state }: MatchOut) => state === "active";
/** A mentor whose group nobody is in has a place less, and is with nobody yet. */
export const isWithSomebody = (match: MatchOut) => isActive(match) && hasMentee(match);
const hasMentee = ({ members }: MatchOut) => members.some(({ role }) => role === "mentee");
/** The last that ended; the service lists the latest first. */
const ended = (matches: readonly MatchOut[]) => matches.find((match) => match.state === "ended" && hasMentee(match));
const isBefore = (now: string, instant: string) => Date.parse(now) < Date.parse(instant);

/** The last that came to nothing without one's own doing. */
function latest(requests: readonly RequestOut[]): RequestOut | undefined {
  const closed = requests.filter(({ state }) => state === "declined" || state === "expired" || state === "released");
  return closed.toSorted((a, b) => (b.closed_at ?? "").localeCompare(a.closed_at ?? ""))[0];
}

function late({ clock, now, matches }: Situation): Late {
  if (isOver(clock, now)) return { kind: "past" };
  const match = ended(matches);
  return match ? { kind: "parted", match } : { kind: "over" };
}

function outsideOf({ own, clock: { requests_closes: closes }, now }: Situation): Outside | undefined {
  const { state, publish_until: until, sent_back: sentBack } = own;
  switch (state) {
    case "active":
      return undefined;
    case "draft":
      return { kind: "draft", until, late: until !== null && !isBefore(now, until), sentBack };
    case "paused":
      return { kind: "paused", closes: isBefore(now, closes) ? closes : undefined };
    case "submitted":
      return { kind: "submitted" };
    default:
      return { kind: "gone" };
  }
}
