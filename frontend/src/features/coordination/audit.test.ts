import { i18n } from "@lingui/core";
import { beforeAll, describe, expect, it } from "vitest";
import { behalfOf, toldBy } from "./auditDetails";
import { actSentence, auditState } from "./auditWords";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

const row = { on_behalf_of: "someone", act: "request_accepted", subject: "request", details: {} };

describe("an act in words", () => {
  it("shows its code when nobody has put it into words", () => {
    expect(actSentence("participant_removed")).toBe("Somebody was removed");
    expect(actSentence("moon_landed")).toBe("moon_landed");
    expect(auditState("orbiting")).toBe("orbiting");
  });
});

describe("for whom a coordinator acted", () => {
  it("is told by the act", () => {
    expect(behalfOf(row)).toBe("mentor");
    expect(behalfOf({ ...row, act: "request_withdrawn" })).toBe("mentee");
    expect(behalfOf({ ...row, act: "proposal_agreed", subject: "proposal", details: { role: "mentee" } })).toBe(
      "mentee",
    );
    expect(behalfOf({ ...row, act: "participant_paused", subject: "participant" })).toBe("themself");
    expect(behalfOf({ ...row, act: "proposal_declined", subject: "proposal" })).toBe("somebody");
  });

  it("is nobody when somebody acted for themself", () => {
    expect(behalfOf({ ...row, on_behalf_of: null })).toBeUndefined();
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
