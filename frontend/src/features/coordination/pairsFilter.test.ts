import { describe, expect, it } from "vitest";
import { askedBy, pairsView } from "./pairsFilter";

describe("what the page of pairs lists", () => {
  it("is the running pairs, unless the address says otherwise", () => {
    expect(askedBy(pairsView({}))).toEqual({ of: "matches", state: "active" });
    expect(askedBy(pairsView({ state: "nonsense" }))).toEqual({ of: "matches", state: "active" });
  });

  it("is suggestions, those that wait or all", () => {
    expect(askedBy(pairsView({ state: "suggested" }))).toEqual({ of: "proposals", state: "pending" });
    expect(askedBy(pairsView({ state: "suggestions" }))).toEqual({ of: "proposals", state: undefined });
  });
});
