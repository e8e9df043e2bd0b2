import { describe, expect, test } from "vitest";
import type { ProposalOut } from "../../api/generated/types.gen";
import { menteeStep, mentorStep, nobodyLeft, toAnswer } from "./nextStep";
import { active, after, base, before, clock, during, match, ofNobody, sent } from "./situations";

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
  test("when the mentoring months are over, there is no first meeting to agree on", () => {
    const end = { ...base, matches: [match], now: clock.running_closes };
    expect([menteeStep(end), mentorStep(end)]).toEqual([{ kind: "ended", match }, { kind: "ended" }]);
  });
  test("when the round is over, who was matched is not told that nobody was found", () => {
    const end = { ...base, matches: [{ ...match, state: "ended" } as const], now: clock.running_closes };
    expect([menteeStep(end).kind, mentorStep(end).kind]).toEqual(["ended", "ended"]);
    const alone = { ...end, matches: [] };
    expect([menteeStep(alone).kind, mentorStep(alone).kind]).toEqual(["past", "past"]);
  });
  test("whose mentoring ended when nobody can be asked any more reads about that", () => {
    const parted = { ...base, matches: [{ ...match, state: "ended" } as const], now: after };
    expect([menteeStep(parted).kind, mentorStep(parted).kind]).toEqual(["parted", "parted"]);
  });
  test("a match that has ended is none", () =>
    expect(menteeStep({ ...base, matches: [{ ...match, state: "ended" }] }).kind).toBe("choose"));
  test.each([
    ["submitted", "submitted"],
    ["left", "gone"],
    ["removed", "gone"],
  ] as const)("who is %s reads about that", (state, kind) =>
    expect(menteeStep({ ...base, own: { ...active, state } })).toEqual({ kind }),
  );
  test("on a break: until when a way back leads anywhere", () => {
    const own = { ...active, state: "paused" } as const;
    expect(menteeStep({ ...base, own, now: before })).toEqual({ kind: "paused", closes: clock.requests_closes });
    expect(menteeStep({ ...base, own, now: after })).toEqual({ kind: "paused", closes: undefined });
  });
});

describe("a draft", () => {
  const own = { ...active, state: "draft", publish_until: clock.requests_closes } as const;
  const sentBack = { at: before, note: "Say more." };
  test("is to be published in time", () =>
    expect(menteeStep({ ...base, own })).toEqual({
      kind: "draft",
      until: own.publish_until,
      late: false,
      sentBack: null,
    }));
  test("can't be any more when signing up is over, in that very moment", () =>
    expect(mentorStep({ ...base, own, now: after })).toMatchObject({ kind: "draft", late: true }));
  test("that a coordinator has sent back says why", () =>
    expect(mentorStep({ ...base, own: { ...own, sent_back: sentBack } })).toMatchObject({ kind: "draft", sentBack }));
});

describe("a mentor", () => {
  test("answers first, the oldest first, even with a match and after the window", () =>
    expect(mentorStep({ ...base, now: after, requests: [sent("2"), sent("1")], matches: [match] })).toMatchObject({
      kind: "answer",
      requests: [{ id: "1" }, { id: "2" }],
    }));
  test("then meets", () => expect(mentorStep({ ...base, matches: [match] })).toEqual({ kind: "meet", match }));
  test("with a group that nobody is in waits while one can be asked, and is then without a pair", () => {
    const group = { ...base, matches: [ofNobody] };
    expect(mentorStep(group)).toEqual({ kind: "gathering", group: ofNobody });
    expect(mentorStep({ ...group, now: before }).kind).toBe("early");
    expect(mentorStep({ ...group, now: after }).kind).toBe("over");
    expect(mentorStep({ ...group, matches: [ofNobody, match] })).toEqual({ kind: "meet", match });
  });
  test("on a break, a match is still there", () =>
    expect(mentorStep({ ...base, own: { ...active, state: "paused" }, matches: [match] }).kind).toBe("meet"));
  test("and is led by the match itself once a first meeting is arranged", () => {
    expect(mentorStep({ ...base, matches: [match], begun: true })).toEqual({ kind: "begun" });
    expect(menteeStep({ ...base, matches: [match], begun: true })).toEqual({ kind: "begun" });
  });
  test.each([
    [before, "early"],
    [during, "open"],
    [after, "over"],
  ])("at %s: %s", (now, kind) => expect(mentorStep({ ...base, now }).kind).toBe(kind));
});

describe("nobody is left to ask", () => {
  const shown = (...ids: string[]) => ({ window: "open" as const, items: ids.map((id) => ({ id })) });
  test("when everybody is full", () => expect(nobodyLeft(shown(), { hidden: [] })).toBe(true));
  test("when those with room have said no to this student", () =>
    expect(nobodyLeft(shown("a", "b"), { hidden: ["b", "a"] })).toBe(true));
  test("not while there is one", () => expect(nobodyLeft(shown("a", "b"), { hidden: ["b"] })).toBe(false));
  test("not before the time: the list is empty then", () =>
    expect(nobodyLeft({ ...shown(), window: "before" }, { hidden: [] })).toBe(false));
});

describe("a suggested pair", () => {
  const suggested: ProposalOut = {
    id: "1",
    programme_id: "g",
    state: "pending",
    mentor: { participant_id: "m", name: "M" },
    mentee: { participant_id: "s", name: "S" },
    group: null,
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
