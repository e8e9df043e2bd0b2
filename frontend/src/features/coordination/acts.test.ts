import { describe, expect, it } from "vitest";
import { actsFor, mayBePaired, placesToChoose } from "./acts";

describe("what can be done to a participant", () => {
  it("follows from the state; whoever is gone is left alone", () => {
    expect(actsFor({ role: "mentor", state: "submitted" })).toEqual(["approve", "send_back", "places", "remove"]);
    expect(actsFor({ role: "mentee", state: "paused" })).toEqual(["resume", "remove"]);
    expect(actsFor({ role: "mentor", state: "left" })).toEqual([]);
  });
});

describe("who may be in one more pair", () => {
  const mentor = { role: "mentor", state: "active", places: 2, active_matches: 1 } as const;
  const mentee = { role: "mentee", state: "active", places: null, active_matches: 0 } as const;

  it("is a mentor with a free place and a student without a mentor", () => {
    expect(mayBePaired(mentor)).toBe(true);
    expect(mayBePaired({ ...mentor, active_matches: 2 })).toBe(false);
    expect(mayBePaired(mentee)).toBe(true);
    expect(mayBePaired({ ...mentee, active_matches: 1 })).toBe(false);
  });

  it("includes whoever pauses, not who is still to be approved", () => {
    expect(mayBePaired({ ...mentor, state: "paused" })).toBe(true);
    expect(mayBePaired({ ...mentee, state: "submitted" })).toBe(false);
    expect(mayBePaired({ ...mentee, state: "removed" })).toBe(false);
  });
});

describe("the places to choose from", () => {
  it("are never fewer than the pairs", () => {
    expect(placesToChoose({ places: 2, active_matches: 0 }, 3)).toEqual([1, 2, 3]);
    expect(placesToChoose({ places: 2, active_matches: 2 }, 3)).toEqual([2, 3]);
  });

  it("hold what somebody has already, also when the limit was lowered", () => {
    expect(placesToChoose({ places: 4, active_matches: 3 }, 2)).toEqual([3, 4]);
  });
});
