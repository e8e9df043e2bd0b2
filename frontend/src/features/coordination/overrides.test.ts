import { describe, expect, it } from "vitest";
import { overridesFor } from "./overrides";

const facts = { mentor: "active", mentee: "active", hidden: [] } as const;

describe("what a coordinator may set aside after a refusal", () => {
  it("follows from the refusal", () => {
    expect(overridesFor("window_closed", facts)).toEqual(["window"]);
    expect(overridesFor("declined_before", facts)).toEqual(["earlier_decline"]);
    expect(overridesFor("mentee_not_available", { ...facts, mentee: "submitted" })).toEqual(["approval"]);
  });

  it("tells a pause from a level, where the refusal does not", () => {
    expect(overridesFor("mentor_not_available", { ...facts, mentor: "paused" })).toEqual(["pause"]);
    expect(overridesFor("mentor_not_available", { ...facts, hidden: ["level"] })).toEqual(["level"]);
    expect(overridesFor("mentor_not_available", { ...facts, mentor: undefined })).toEqual(["approval", "pause"]);
  });

  it("offers nothing where nothing helps", () => {
    expect(overridesFor("mentor_not_available", { ...facts, hidden: ["parted"] })).toEqual([]);
    expect(overridesFor("mentor_not_available", { ...facts, mentor: "removed" })).toEqual([]);
    expect(overridesFor("mentor_full", facts)).toEqual([]);
    expect(overridesFor("mentee_already_matched", facts)).toEqual([]);
  });
});
