import { describe, expect, it } from "vitest";
import { askedBy, pairsFilter, pairsView } from "./pairsFilter";

const asked = (address: Parameters<typeof pairsView>[0]) => askedBy(pairsView(address), pairsFilter(address));

describe("what the page of pairs lists", () => {
  it("is the running pairs, unless the address says otherwise", () => {
    expect(asked({})).toEqual({ of: "pairs", query: { state: "active" } });
    expect(asked({ state: "nonsense", pair: "nonsense", q: "  " })).toEqual({
      of: "pairs",
      query: { state: "active" },
    });
    expect(asked({ state: "all" })).toEqual({ of: "pairs", query: {} });
  });

  it("is suggestions, those that wait or all", () => {
    expect(asked({ state: "suggested" })).toEqual({ of: "proposals", state: "pending" });
    expect(asked({ state: "suggestions", q: "linh" })).toEqual({ of: "proposals", state: undefined });
  });

  it("is those who stand so and are called so", () => {
    expect(asked({ pair: "quiet", q: " mäki " })).toEqual({
      of: "pairs",
      query: { state: "active", rhythm: "quiet", q: "mäki" },
    });
    expect(asked({ state: "all", pair: "unmet" })).toEqual({ of: "pairs", query: { state: "active", met: false } });
  });

  it("forgets how they stood once they have ended", () => {
    expect(asked({ state: "ended", pair: "quiet" })).toEqual({ of: "pairs", query: { state: "ended" } });
  });
});
