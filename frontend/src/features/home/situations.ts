import type { MatchOut, OwnPartOut, RequestOut, Role } from "../../api/generated/types.gen";
import type { Situation } from "./nextStep";

/** What tests of this folder begin with: an active participant in the time for requests, whom nothing waits for. */
export const clock = {
  requests_opens: "2027-01-06T22:00:00Z",
  requests_closes: "2027-01-16T22:00:00Z",
  running_closes: "2027-06-15T21:00:00Z",
};
export const [before, during, after] = [
  "2027-01-06T21:59:59Z",
  "2027-01-10T12:00:00Z",
  "2027-01-16T22:00:00Z",
] as const;
export const active: OwnPartOut = { id: "p", role: "mentor", state: "active", publish_until: null, sent_back: null };
const party = { participant_id: "p", name: "P" };
export const sent = (id: string, changed: Partial<RequestOut> = {}): RequestOut => ({
  id,
  programme_id: "g",
  state: "pending",
  mentor: party,
  mentee: party,
  group: null,
  message: "",
  answer: null,
  decline_wording: null,
  release_reason: null,
  sent_at: `2027-01-0${id}T12:00:00Z`,
  expires_at: "",
  answerable_until: "",
  closed_at: null,
  match_id: null,
  ...changed,
});
const ended = { ended_at: null, end_reason: null, farewell: null };
const member = (role: Role, name: string) => ({
  participant_id: name,
  role,
  name,
  contact: null,
  shares_contact: false,
});
const mentor = member("mentor", "P");
const running = { programme_id: "g", state: "active", opened_at: "", ...ended } as const;
export const match: MatchOut = {
  id: "m",
  kind: "pair",
  theme: null,
  members: [mentor, member("mentee", "S")],
  ...running,
};
export const ofNobody: MatchOut = { id: "n", kind: "group", theme: "Into work", members: [mentor], ...running };
export const base: Situation = { own: active, clock, now: during, begun: false, requests: [], matches: [] };
