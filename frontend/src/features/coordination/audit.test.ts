import { i18n } from "@lingui/core";
import { beforeAll, describe, expect, it } from "vitest";
import { roleActedFor, toldBy } from "./auditDetails";
import { actSentence, auditState } from "./auditWords";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

describe("an act in words", () => {
  it("shows its code when nobody has put it into words", () => {
    expect(actSentence("participant_removed")).toBe("Somebody was removed");
    expect(actSentence("moon_landed")).toBe("moon_landed");
    expect(auditState("orbiting")).toBe("orbiting");
  });
});

describe("as what somebody takes part for whom a coordinator acted", () => {
  it("is told by the act, or by its details", () => {
    expect(roleActedFor({ act: "request_accepted", details: {} })).toBe("mentor");
    expect(roleActedFor({ act: "request_withdrawn", details: {} })).toBe("mentee");
    expect(roleActedFor({ act: "proposal_declined", details: { role: "mentee" } })).toBe("mentee");
  });

  it("is not said where the act does not tell", () => {
    expect(roleActedFor({ act: "participant_paused", details: {} })).toBeUndefined();
    expect(roleActedFor({ act: "proposal_declined", details: {} })).toBeUndefined();
  });
});

describe("the details of an act", () => {
  it("are read where they are understood and left aside otherwise", () => {
    expect(toldBy({ act: "places_changed", details: { from: 1, to: 2 } }).places).toEqual({ from: 1, to: 2 });
    expect(toldBy({ act: "match_ended", details: { cause: "no_time" } }).cause).toBe("no_time");
    expect(toldBy({ act: "match_ended", details: { cause: "moon" } }).cause).toBeUndefined();
    expect(toldBy({ act: "proposal_made", details: { overrides: ["level", "moon"] } }).overrides).toEqual(["level"]);
  });
});
