import { describe, expect, test } from "vitest";
import type { MatchOut, ProposalOut, RequestOut } from "../../api/generated/types.gen";
import { menteeStep, mentorStep, toAnswer } from "./nextStep";

const clock = { requests_opens: "2027-01-06T22:00:00Z", requests_closes: "2027-01-16T22:00:00Z" };
const [before, during, after] = ["2027-01-06T21:59:59Z", "2027-01-10T12:00:00Z", "2027-01-16T22:00:00Z"];
const party = { participant_id: "p", name: "P" };
const sent = (id: string, changed: Partial<RequestOut> = {}): RequestOut => ({
  id,
  programme_id: "g",
  state: "pending",
  mentor: party,
  mentee: party,
  message: "",
  answer: null,
  decline_wording: null,
  release_reason: null,
  sent_at: `2027-01-0${id}T12:00:00Z`,
  expires_at: "",
  answerable_until: "",
  closed_at: null,
  match_id: null,
  ...changed,
});
const ended = { ended_at: null, end_reason: null, farewell: null, members: [] };
const match: MatchOut = { id: "m", programme_id: "g", kind: "pair", state: "active", opened_at: "", ...ended };
const base = { state: "active", clock, now: during, requests: [], matches: [] } as const;

describe("a student", () => {
  test("before the window", () =>
    expect(menteeStep({ ...base, now: before })).toEqual({ kind: "early", opens: clock.requests_opens }));
  test("from the very first moment", () =>
    expect(menteeStep({ ...base, now: clock.requests_opens }).kind).toBe("choose"));
  test("after it", () => expect(menteeStep({ ...base, now: after })).toEqual({ kind: "over" }));
  test("waits, also in the days of grace", () =>
    expect(menteeStep({ ...base, now: after, requests: [sent("1")] })).toMatchObject({ kind: "waiting" }));
  test("has a mentor", () =>
    expect(menteeStep({ ...base, requests: [sent("1", { state: "accepted" })], matches: [match] })).toEqual({
      kind: "matched",
      match,
    }));
  test("after a no, the latest one is named; one's own withdrawal is not", () => {
    const no = sent("1", { state: "declined", closed_at: "2027-01-08T00:00:00Z" });
    const late = sent("2", { state: "expired", closed_at: "2027-01-09T00:00:00Z" });
    const own = sent("3", { state: "withdrawn", closed_at: "2027-01-10T00:00:00Z" });
    expect(menteeStep({ ...base, requests: [own, no, late] })).toMatchObject({ kind: "choose", before: { id: "2" } });
  });
  test("a match that has ended is none", () =>
    expect(menteeStep({ ...base, matches: [{ ...match, state: "ended" }] }).kind).toBe("choose"));
  test.each([
    ["draft", "draft"],
    ["submitted", "submitted"],
    ["paused", "paused"],
    ["left", "gone"],
    ["removed", "gone"],
  ] as const)("who is %s reads about that", (state, kind) => expect(menteeStep({ ...base, state })).toEqual({ kind }));
});

describe("a mentor", () => {
  test("answers first, the oldest first, even with a match and after the window", () =>
    expect(mentorStep({ ...base, now: after, requests: [sent("2"), sent("1")], matches: [match] })).toMatchObject({
      kind: "answer",
      requests: [{ id: "1" }, { id: "2" }],
    }));
  test("then meets", () => expect(mentorStep({ ...base, matches: [match] })).toEqual({ kind: "meet", match }));
  test("on a break, a match is still there", () =>
    expect(mentorStep({ ...base, state: "paused", matches: [match] }).kind).toBe("meet"));
  test.each([
    [before, "early"],
    [during, "open"],
    [after, "over"],
  ])("at %s: %s", (now, kind) => expect(mentorStep({ ...base, now }).kind).toBe(kind));
});

describe("a suggested pair", () => {
  const suggested: ProposalOut = {
    id: "1",
    programme_id: "g",
    state: "pending",
    mentor: { participant_id: "m", name: "M" },
    mentee: { participant_id: "s", name: "S" },
    note: "",
    overrides: [],
    mentor_yes_at: null,
    mentee_yes_at: "2027-01-10T12:00:00Z",
    proposed_at: "",
    expires_at: "",
    closed_at: null,
    match_id: null,
  };
  test("waits for the mentor, who sees the student", () =>
    expect(toAnswer([suggested], "m").map(({ partner }) => partner.name)).toEqual(["S"]));
  test("waits no more for who has said yes", () => expect(toAnswer([suggested], "s")).toEqual([]));
});
