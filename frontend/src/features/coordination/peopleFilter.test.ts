import { describe, expect, it } from "vitest";
import { longestSearch, peopleFilter, peopleQuery } from "./peopleFilter";

describe("the filter of people", () => {
  it("understands what the fields write into the address", () => {
    const filter = peopleFilter({ q: " Mäkinen ", role: "mentor", state: "submitted", mail: "fails", pair: "none" });
    const query = { q: "Mäkinen", role: "mentor", state: "submitted", undeliverable: true, unmatched: true };
    expect(peopleQuery(filter)).toEqual(query);
    expect(peopleQuery(peopleFilter({ pair: "running" }))).toEqual({ unmatched: false });
  });

  it("ignores what it does not know, whoever wrote it", () => {
    expect(peopleFilter({ role: "admin", state: "gone", mail: "works", pair: "two", q: "  " })).toEqual({});
    expect(peopleQuery({})).toEqual({});
  });

  it("asks for no more words than the API takes", () =>
    expect(peopleFilter({ q: "x".repeat(300) }).q).toHaveLength(longestSearch));
});
