"""R10 in SQL: who is in a directory, for whom, and why not."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.directory.schemas import MentorCardOut
from kisalli.profiles.models import MenteeProfile
from kisalli.programmes.models import Participant
from kisalli.programmes.queries import BROWSES, RUNS

# A mentor's stories and search words are long, and no card shows them.
CARD_COLUMNS = ("participant_id", "version", *(name for name in MentorCardOut.model_fields if name != "id"))
AVAILABLE = text("""
SELECT p.id, mp.version FROM participant p JOIN mentor_profile mp ON mp.participant_id = p.id
  JOIN programme g ON g.id = p.programme_id
 WHERE p.programme_id = :programme_id AND p.role = 'mentor' AND p.accepting
   AND (SELECT count(*) FROM request r WHERE r.mentor_id = p.id AND r.state = 'pending') < g.mentor_pending_max
 ORDER BY p.id
""")
CARDS = text(f"SELECT {', '.join(CARD_COLUMNS)} FROM mentor_profile WHERE participant_id = ANY(:ids)")  # noqa: S608 - our names
WINDOW = text("""
SELECT requests_opens, requests_closes, directory_preview AND mentor_signup_opens <= clock_timestamp() AS preview,
       published_at IS NOT NULL AND archived_at IS NULL AS published, clock_timestamp() AS now
  FROM programme WHERE id = :programme_id
""")
READER = text(f"""
SELECT {RUNS} AS coordinates,
       {BROWSES} AS browses,
       me.id AS participant_id, me.role, me.state, mp.level, g.published_at IS NOT NULL AS published
  FROM programme g
  LEFT JOIN participant me ON me.programme_id = g.id AND me.person_id = :person_id
  LEFT JOIN mentee_profile mp ON mp.participant_id = me.id
 WHERE g.id = :programme_id
""")  # noqa: S608 - our own words
# What hides a mentor from a mentee for good.
PAST = text("""
SELECT r.mentor_id, r.state AS what FROM request r WHERE r.mentee_id = :mentee_id AND r.state IN ('declined', 'expired')
UNION SELECT b.participant_id, CASE WHEN a.active AND b.active THEN 'matched' ELSE 'parted' END
  FROM match_member a JOIN match_member b USING (match_id)
 WHERE a.participant_id = :mentee_id AND b.participant_id <> :mentee_id
 ORDER BY what
""")
STUDENT = select(MenteeProfile).join(Participant, Participant.id == MenteeProfile.participant_id)
SAVED = text("""
SELECT s.mentor_id, s.tell_me, mp.name,
       p.accepting AND (SELECT count(*) FROM request r WHERE r.mentor_id = p.id AND r.state = 'pending') < g.mentor_pending_max
         AS available
  FROM saved_mentor s JOIN mentor_profile mp ON mp.participant_id = s.mentor_id
  JOIN participant p ON p.id = s.mentor_id JOIN programme g ON g.id = p.programme_id
 WHERE s.mentee_id = :mentee_id AND p.state IN ('active', 'paused') ORDER BY s.position
""")
UNSAVE = text("DELETE FROM saved_mentor WHERE mentee_id = :mentee_id AND mentor_id <> ALL(CAST(:mentors AS uuid[]))")
# A wish to be told stands only if it is made while the mentor has no room: an older one is kept until the worker has told it.
# The times told outlive the row in the messages, which are written once an occasion.
SAVE = text("""
INSERT INTO saved_mentor (mentee_id, mentor_id, position, tell_me, told_times)
SELECT me.id, w.mentor_id, w.position, w.mentor_id = ANY(CAST(:wished AS uuid[])) AND NOT (p.accepting
         AND (SELECT count(*) FROM request r WHERE r.mentor_id = p.id AND r.state = 'pending') < g.mentor_pending_max),
       COALESCE((SELECT max(m.occasion) FROM message m WHERE m.subject_id = w.mentor_id AND m.recipient_id = me.person_id
                    AND m.kind = 'room_again'), 0)
  FROM unnest(CAST(:mentors AS uuid[])) WITH ORDINALITY AS w (mentor_id, position)
  JOIN participant p ON p.id = w.mentor_id JOIN programme g ON g.id = p.programme_id
  JOIN participant me ON me.id = :mentee_id
ON CONFLICT (mentee_id, mentor_id) DO UPDATE SET position = excluded.position,
   tell_me = excluded.tell_me OR (saved_mentor.tell_me AND saved_mentor.mentor_id = ANY(CAST(:wished AS uuid[])))
""")
# Words match by any of the languages' stems or by their beginning; every word has to match, and none is an operator. A query
# without a word is an empty tsquery, which matches nobody: symbols alone are no wish to see everybody.
SEARCH = text(f"""
SELECT {", ".join(f"mp.{name}" for name in CARD_COLUMNS)}, p.state, p.accepting AS accepting,
       EXISTS (SELECT FROM mentor_place pl WHERE pl.mentor_id = p.id AND NOT EXISTS (
         SELECT FROM match_member m WHERE m.participant_id = p.id AND m.place_number = pl.number AND m.active)) AS has_place,
       (SELECT count(*) FROM request r WHERE r.mentor_id = p.id AND r.state = 'pending') >= g.mentor_pending_max AS max_pending
  FROM participant p JOIN mentor_profile mp ON mp.participant_id = p.id JOIN programme g ON g.id = p.programme_id
 WHERE p.programme_id = :programme_id AND p.role = 'mentor' AND (p.state = 'active' OR :everybody)
   AND (CAST(:query AS text) IS NULL OR mp.search @@ (
        plainto_tsquery('finnish', :query) || plainto_tsquery('swedish', :query)
        || plainto_tsquery('english', :query) || to_tsquery('simple', :prefixes)))
   AND (CAST(:language AS text) IS NULL OR :language = ANY(mp.languages))
   AND (CAST(:level AS text) IS NULL OR mp.seeks = '{{}}' OR :level = ANY(mp.seeks))
   AND (CAST(:field AS text) IS NULL OR mp.field = :field)
   AND (CAST(:sector AS text) IS NULL OR mp.sector = :sector)
   AND (CAST(:topic AS text) IS NULL OR :topic = ANY(mp.topics))
   AND (CAST(:place AS text) IS NULL OR lower(mp.place) = lower(:place))
 ORDER BY p.id
""")  # noqa: S608 - our own words


async def window(session: AsyncSession, programme_id: UUID) -> Row[Any] | None:
    """Return the request window of a programme with the database's clock."""
    return (await session.execute(WINDOW, {"programme_id": programme_id})).one_or_none()


async def reader(session: AsyncSession, programme_id: UUID, person_id: UUID) -> Row[Any] | None:
    """Return what a person is in a programme: coordinator, or which participant."""
    return (await session.execute(READER, {"programme_id": programme_id, "person_id": person_id})).one_or_none()


async def student(session: AsyncSession, programme_id: UUID, mentee_id: UUID) -> MenteeProfile | None:
    """Return the profile of a mentee of this programme."""
    found: MenteeProfile | None = await session.scalar(
        STUDENT.where(Participant.id == mentee_id, Participant.programme_id == programme_id)
    )
    return found


def prefixes(query: str) -> str:
    """Return a tsquery in which every word of the query may be the beginning of one."""
    words = "".join(letter if letter.isalnum() else " " for letter in query).split()
    return " & ".join(f"{word}:*" for word in words)
