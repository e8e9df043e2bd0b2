"""Meetings as entries of calendars: in the mails that arrange them, and in the calendar that somebody subscribes to."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.calendars import Appointment
from kisalli.meetings.models import MeetingState

SUMMARY = {"en": "Mentoring meeting", "fi": "Mentorointitapaaminen", "sv": "Mentorsmöte"}
# What is planned, and the last half year of what was held; it bears the name of the other, or the theme of the group.
PLANNED = text("""
SELECT x.*, me.language AS reads,
       COALESCE(q.theme, (
           SELECT COALESCE(mp.name, ep.name)
             FROM match_member o LEFT JOIN mentor_profile mp ON mp.participant_id = o.participant_id
             LEFT JOIN mentee_profile ep ON ep.participant_id = o.participant_id
            WHERE o.match_id = x.match_id AND o.kind = 'pair' AND o.role <> mm.role)) AS partner
  FROM person me JOIN participant p ON p.person_id = me.id
  JOIN match_member mm ON mm.participant_id = p.id JOIN meeting x ON x.match_id = mm.match_id
  LEFT JOIN mentoring_group q ON q.match_id = mm.match_id
 WHERE me.id = :person_id AND x.state IN ('planned', 'held') AND x.starts_at > clock_timestamp() - interval '6 months'
   AND (mm.left_at IS NULL OR x.starts_at < mm.left_at)
 ORDER BY x.starts_at
""")


async def appointments(session: AsyncSession, person_id: UUID) -> list[Appointment]:
    """Return the meetings of somebody's matches, for their calendar; `url` is the page's path."""
    rows = await session.execute(PLANNED, {"person_id": person_id})
    return [appointment(row, row.partner or "", row.reads, f"/meetings/{row.id}?programme={row.programme_id}") for row in rows]


def appointment(meeting: Any, partner: str, language: str, url: str) -> Appointment:  # noqa: ANN401 - a row or a Meeting
    """Return a meeting that has a time as an appointment with `partner`, or under a group's theme.

    It has the same UID in mails and feeds.
    """
    return Appointment(
        uid=f"{meeting.id}@kisalli",
        sequence=meeting.sequence,
        starts=meeting.starts_at,
        ends=meeting.starts_at + timedelta(minutes=meeting.minutes),
        summary=f"{SUMMARY[language]}: {partner}",
        stamp=meeting.changed_at,
        place=" ".join(filter(None, (meeting.place, meeting.link))),
        url=url,
        cancelled=meeting.state == MeetingState.CANCELLED,
    )
