import { t } from "@lingui/core/macro";
import type { MeetingOut } from "../../api/months/types.gen";
import { showMeetingTime } from "./meetingTimes";
import { lastedWords } from "./monthsWords";

/** A meeting in one line: when it is, or what waits for whom. */
export function meetingLine(meeting: MeetingOut, ownId: string, now: number = Date.now()): string {
  const [first] = meeting.times;
  if (meeting.state === "proposed" && first) return proposedLine(meeting, first, ownId);
  if (!meeting.starts_at) return t`A suggested meeting`;
  const when = showMeetingTime(meeting.starts_at, meeting.zone);
  const lasted = lastedWords(meeting.minutes);
  switch (meeting.state) {
    case "held":
      return t`${{ when }}: held, ${{ lasted }}`;
    case "missed":
      return t`${{ when }}: did not take place`;
    case "cancelled":
      return t`${{ when }}: cancelled`;
    default:
      return Date.parse(meeting.starts_at) < now ? t`${{ when }}: did you meet?` : when;
  }
}

function proposedLine(meeting: MeetingOut, first: string, ownId: string): string {
  const when = showMeetingTime(first, meeting.zone);
  const own = meeting.proposed_by === ownId;
  const count = meeting.times.length;
  if (count === 1) return own ? t`You suggested: ${{ when }}` : t`Suggested to you: ${{ when }}`;
  return own
    ? t`You suggested ${{ count }} times, the first: ${{ when }}`
    : t`${{ count }} times are suggested to you, the first: ${{ when }}`;
}
