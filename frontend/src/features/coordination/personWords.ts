import { plural, t } from "@lingui/core/macro";
import type { ParticipantOut, ParticipantState, ProgrammeOut, Role } from "../../api/generated/types.gen";
import type { VerificationState } from "../../api/taking-part/types.gen";
import { capitalised } from "../../i18n/labels";
import { inItsWords } from "../../i18n/menteeWord";

const names: Record<ParticipantState, () => string> = {
  draft: () => t`Profile not published`,
  submitted: () => t`Waiting for approval`,
  active: () => t`Takes part`,
  paused: () => t`On a break`,
  left: () => t`Has left`,
  removed: () => t`Removed`,
};
export const stateName = (state: ParticipantState) => names[state]();

/** As what somebody takes part, within a sentence. */
export const roleWord = (role: Role, programme: Pick<ProgrammeOut, "texts">) =>
  role === "mentor" ? t`mentor` : inItsWords(programme, t`[mentee]`);

export const roleName = (role: Role, programme: Pick<ProgrammeOut, "texts">) => capitalised(roleWord(role, programme));

const findings: Record<VerificationState, () => string> = {
  found: () => t`Found`,
  not_found: () => t`Not found`,
  waiting: () => t`No answer yet`,
  lapsed: () => t`No answer came`,
};
/** What the register has said of somebody. */
export const registerWord = (finding: VerificationState | null) => (finding ? findings[finding]() : t`Not yet`);

type Counts = Pick<ParticipantOut, "places" | "active_matches" | "gathering" | "pending_requests">;

/** "2 places", "1 pair", "1 group waits for members", "no open requests" */
export function countsOf({
  places,
  active_matches: all,
  gathering: groups,
  pending_requests: requests,
}: Counts): string[] {
  const pairs = all - groups;
  return [
    ...(places === null ? [] : [plural({ places }, { one: "# place", other: "# places" })]),
    plural({ pairs }, { 0: "no pair", one: "# pair", other: "# pairs" }),
    ...(groups === 0
      ? []
      : [plural({ groups }, { one: "# group is waiting for members", other: "# groups are waiting for members" })]),
    plural({ requests }, { 0: "no open requests", one: "# open request", other: "# open requests" }),
  ];
}
