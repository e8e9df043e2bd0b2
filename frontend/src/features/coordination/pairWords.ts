import { t } from "@lingui/core/macro";
import type { Hidden, Override } from "../../api/coordination/types.gen";
import type { EndCause, EndReason, MatchOut, ProgrammeOut, ProposalOut, Reason } from "../../api/generated/types.gen";
import { listed } from "../../i18n/labels";
import { inItsWords } from "../../i18n/menteeWord";

const speaksFor: Record<Reason, () => string> = {
  topics: () => t`topics in common`,
  field: () => t`the same field`,
  sector: () => t`a sector the [mentee] is interested in`,
  language: () => t`a language in common`,
  place: () => t`near each other or online`,
  doctorate: () => t`the mentor has a doctorate`,
  newcomer: () => t`the mentor knows newcomers’ questions about Finnish working life`,
  level: () => t`the level of studies`,
};
const speaksAgainst: Record<Reason, () => string> = {
  topics: () => t`no topics in common`,
  field: () => t`another field`,
  sector: () => t`another sector`,
  language: () => t`no language in common`,
  place: () => t`far apart, and the mentor meets in person only`,
  doctorate: () => t`no doctorate`,
  newcomer: () => t`no experience of newcomers’ questions`,
  level: () => t`the mentor looks for [mentees] at another level`,
};
const hides: Record<Hidden, () => string> = {
  not_active: () => t`not taking part just now`,
  no_free_place: () => t`no free place`,
  max_pending: () => t`as many open requests as allowed`,
  window: () => t`requests are not open`,
  level: () => t`looks for [mentees] at another level`,
  declined: () => t`has declined this [mentee]`,
  expired: () => t`has let this [mentee]’s request expire`,
  matched: () => t`the [mentee] has a mentor`,
  parted: () => t`the two have been a pair before`,
};
type Programme = Pick<ProgrammeOut, "texts">;
export const reasonsFor = (reasons: readonly Reason[], programme: Programme) =>
  inItsWords(programme, reasons.map((reason) => speaksFor[reason]()).join(", "));
export const reasonsAgainst = (reasons: readonly Reason[], programme: Programme) =>
  inItsWords(programme, reasons.map((reason) => speaksAgainst[reason]()).join(", "));
export const whyHidden = (hidden: readonly Hidden[], programme: Programme) =>
  inItsWords(programme, hidden.map((why) => hides[why]()).join(", "));

type InWords = { label: string; help: string };
const setAside: Record<Override, () => InWords> = {
  window: () => ({
    label: t`Outside the time for requests`,
    help: t`The suggestion goes out although [mentees] can’t ask mentors right now.`,
  }),
  level: () => ({
    label: t`Another level of studies`,
    help: t`The mentor has said that they look for [mentees] at another level.`,
  }),
  earlier_decline: () => ({
    label: t`An earlier no`,
    help: t`The mentor has declined this [mentee], or let a request expire.`,
  }),
  approval: () => ({ label: t`Not approved yet`, help: t`One of the two is still waiting for approval.` }),
  pause: () => ({ label: t`On a break`, help: t`One of the two takes a break from new requests.` }),
};
export function overrideWords(override: Override, programme: Programme): InWords {
  const { label, help } = setAside[override]();
  return { label, help: inItsWords(programme, help) };
}
export const overrideNames = (overrides: readonly Override[]) =>
  listed(overrides.map((each) => setAside[each]().label));

const causes: Record<EndCause, () => string> = {
  no_contact: () => t`No contact with each other`,
  no_time: () => t`Not enough time`,
  other_expectations: () => t`Different expectations`,
  circumstances: () => t`Circumstances have changed`,
  goals_reached: () => t`Goals reached`,
  other: () => t`Another reason`,
};
export const causeName = (cause: EndCause) => causes[cause]();
export const endCauses: readonly EndCause[] = [
  "no_contact",
  "no_time",
  "other_expectations",
  "circumstances",
  "goals_reached",
  "other",
];

const reasons: Record<EndReason, () => string> = {
  by_member: () => t`One of the two ended it`,
  member_left: () => t`One of the two left the programme`,
  coordinator: () => t`A coordinator ended it`,
  programme_ended: () => t`The programme ended`,
};
const groupReasons: Partial<Record<EndReason, () => string>> = {
  by_member: () => t`Its last mentor ended it`,
  member_left: () => t`Its last mentor left the programme`,
};
export const endReason = (reason: EndReason, kind: MatchOut["kind"] = "pair") =>
  ((kind === "group" && groupReasons[reason]) || reasons[reason])();

/** How a pair stands; why it ended is for coordinators alone (R22). */
export const matchStanding = ({ state, end_reason: reason, kind }: Pick<MatchOut, "state" | "end_reason" | "kind">) =>
  state === "active" ? t`Active` : reason ? endReason(reason, kind) : t`Ended`;

/** "Mentor Name and Student Name", the mentors first. */
export const namesIn = ({ members }: { members: readonly { role: string; name: string }[] }) =>
  listed([...members].sort((a, b) => b.role.localeCompare(a.role)).map(({ name }) => name));

/** What a match is called: a group by its theme, a pair by its two. */
export const calledBy = (match: { theme: string | null; members: readonly { role: string; name: string }[] }) =>
  match.theme ?? namesIn(match);

type Answers = Pick<ProposalOut, "state" | "mentor_yes_at" | "mentee_yes_at">;

/** How a suggested pair stands; who said no is nobody’s business in a list. */
export function proposalStanding({ state, mentor_yes_at, mentee_yes_at }: Answers, programme: Programme): string {
  if (state !== "pending") return closed[state]();
  if (mentor_yes_at) return inItsWords(programme, t`The mentor has said yes, the [mentee] has not answered`);
  return mentee_yes_at
    ? inItsWords(programme, t`The [mentee] has said yes, the mentor has not answered`)
    : t`Neither has answered yet`;
}
const closed: Record<Exclude<ProposalOut["state"], "pending">, () => string> = {
  accepted: () => t`Both said yes`,
  declined: () => t`One of them said no`,
  withdrawn: () => t`Withdrawn by a coordinator`,
  expired: () => t`Not answered in time`,
  released: () => t`No longer possible`,
};
