import { i18n } from "@lingui/core";
import { beforeAll, expect, test } from "vitest";
import { matchAges, proposalAges, requestAges } from "./ages";
import { messages } from "./locales/en.po";

beforeAll(() => i18n.loadAndActivate({ locale: "en", messages }));

const times = { now: "2027-01-10T10:00:00Z", zone: "Europe/Helsinki" };
const sent_at = "2027-01-07T10:00:00Z";
const closed_at = "2027-01-09T10:00:00Z";

test("what waits says for how long", () => {
  expect(requestAges({ state: "pending", sent_at, closed_at: null }, times)).toEqual(["Sent 3 days ago"]);
  expect(proposalAges({ state: "pending", proposed_at: sent_at, closed_at: null }, times)).toEqual([
    "Suggested 3 days ago",
  ]);
});
test("an answer is told from a closing", () => {
  const ends = (["accepted", "declined", "withdrawn", "expired", "released"] as const).map(
    (state) => requestAges({ state, sent_at, closed_at }, times)[1]?.split(" ")[0],
  );
  expect(ends).toEqual(["Answered", "Answered", "Closed", "Closed", "Closed"]);
});
test("a pair says since when, and until when once it has ended", () => {
  const pair = { opened_at: sent_at, ended_at: null };
  expect(matchAges(pair, times)).toEqual(["Since 7 January 2027", "3 days ago"]);
  expect(matchAges({ ...pair, ended_at: closed_at }, times)).toEqual(["Since 7 January 2027", "Ended 9 January 2027"]);
});
