import { describe, expect, test, vi } from "vitest";
import { differences, saveOrCompare, together } from "./saving";

const stale = { status: 412, code: "stale", errors: [] };
type Version = { place: string; etag: string };
const version = (number: number, place = "Hall A"): Version => ({ place, etag: `"v${number}"` });
const valuesOf = ({ place }: Version) => ({ place });
const mine = { place: "Hall B" };

describe("saving", () => {
  const trying = (base: Version, latest: Version) => {
    const send = vi.fn(async (_mine: typeof mine, { etag }: Version) => {
      if (etag !== latest.etag) throw stale;
      return version(9, "Hall B");
    });
    const outcome = saveOrCompare({ mine, base, valuesOf, send, readAgain: async () => latest });
    return { send, outcome };
  };
  test("nobody came between", async () =>
    expect(await trying(version(1), version(1)).outcome).toMatchObject({ kind: "saved", version: { etag: '"v9"' } }));
  test("somebody changed something else: mine goes on top of it", async () => {
    const { send, outcome } = trying(version(1), version(2));
    expect((await outcome).kind).toBe("saved");
    expect(send).toHaveBeenCalledTimes(2);
  });
  test("somebody changed the same: nothing is overwritten", async () => {
    const { send, outcome } = trying(version(1), version(2, "Hall C"));
    expect(await outcome).toEqual({ kind: "conflict", version: version(2, "Hall C") });
    expect(send).toHaveBeenCalledTimes(1);
  });
  test("what I wrote is there already", async () =>
    expect(await trying(version(1), version(2, mine.place)).outcome).toMatchObject({ kind: "saved" }));
  test("another failure is told", async () => {
    const send = async () => {
      throw { status: 503, code: "unavailable", errors: [] };
    };
    const readAgain = async () => version(1);
    await expect(saveOrCompare({ mine, base: version(1), valuesOf, send, readAgain })).rejects.toMatchObject({
      code: "unavailable",
    });
  });
});

describe("two versions", () => {
  const base = { name: "a", summary: "a", days: ["2"], open: false };
  const mine = { name: "b", summary: "a", days: ["2", "4"], open: false };
  const theirs = { name: "c", summary: "t", days: ["2", "4"], open: false };
  const found = differences(["name", "summary", "days", "open"], base, mine, theirs);
  test("what is alike is no question; whoever changed it is suggested", () =>
    expect(found).toEqual([
      { field: "name", suggested: "mine" },
      { field: "summary", suggested: "theirs" },
    ]));
  test("put together field by field", () =>
    expect(together(mine, theirs, { summary: "theirs", name: "mine" })).toEqual({ ...mine, summary: "t" }));
});
