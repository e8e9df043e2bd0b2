import { describe, expect, it } from "vitest";
import { peopleFilter, peopleQuery } from "./peopleFilter";

describe("the filter of people", () => {
  it("understands what the selects write into the address", () => {
    const filter = peopleFilter({ role: "mentor", state: "submitted", mail: "fails" });
    expect(peopleQuery(filter)).toEqual({ role: "mentor", state: "submitted", undeliverable: true });
  });

  it("ignores what it does not know, whoever wrote it", () => {
    expect(peopleFilter({ role: "admin", state: "gone", mail: "works" })).toEqual({});
    expect(peopleQuery({})).toEqual({});
  });
});
