"""Changes to what a person may do."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.effects import Effect, leave
from kisalli.core.ids import new_id

RIGHTS_CHANGED = Effect(
    "access_change",
    """
INSERT INTO access_change (id, person_id, session_id)
SELECT id, person_id, session_id
  FROM jsonb_to_recordset(CAST(:access_change AS jsonb)) AS row(id uuid, person_id uuid, session_id uuid)
""",
)


def rights_changed(session: AsyncSession, person_id: UUID, session_id: UUID | None = None) -> None:
    """Make every process forget, right after the commit, what it kept about a person or one of their sessions."""
    session.info["news"] = True
    leave(session, RIGHTS_CHANGED, {"id": new_id(), "person_id": person_id, "session_id": session_id})
