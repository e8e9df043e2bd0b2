"""Private notes: written, read, changed and thrown away by one person, also after the match has ended (R21)."""

from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import instants
from kisalli.core.caller import Caller
from kisalli.core.errors import NotFound
from kisalli.core.etags import require_match
from kisalli.core.ids import new_id
from kisalli.matches.membership import active_membership, membership
from kisalli.notes.errors import TooManyNotes
from kisalli.notes.models import PrivateNote
from kisalli.notes.schemas import NoteIn, NoteOut
from kisalli.programmes.models import Participant

MOST = 200
KEPT_MONTHS = 3  # after the match
FORGET = text("""
DELETE FROM private_note n USING match m, programme g
 WHERE m.id = n.match_id AND g.id = m.programme_id
   AND COALESCE(m.ended_at, GREATEST(g.feedback_closes, g.requests_closes)) + make_interval(months => :months)
       <= clock_timestamp()
""")


async def listed(session: AsyncSession, match_id: UUID, caller: Caller) -> list[NoteOut]:
    """Return one's own notes of a match, the latest first.

    Raises:
        NotFound: there is no such match of the caller's.
    """
    me = await membership(session, match_id, caller)
    mine = (PrivateNote.match_id == match_id, PrivateNote.writer_id == me.participant_id)
    rows = await session.scalars(select(PrivateNote).where(*mine).order_by(PrivateNote.id.desc()))
    return [NoteOut.model_validate(row) for row in rows]


async def write(session: AsyncSession, match_id: UUID, body: NoteIn, caller: Caller) -> NoteOut:
    """Write a note.

    Raises:
        NotFound, MatchEnded: not the caller's match, or it is over. TooManyNotes.
    """
    me = await active_membership(session, match_id, caller)
    mine = (PrivateNote.match_id == match_id, PrivateNote.writer_id == me.participant_id)
    if (await session.scalar(select(func.count()).where(*mine)) or 0) >= MOST:
        raise TooManyNotes
    note = PrivateNote(id=new_id(), match_id=match_id, writer_id=me.participant_id, words=body.words)
    session.add(note)
    await session.flush()
    await session.refresh(note)
    return NoteOut.model_validate(note)


async def change(session: AsyncSession, note_id: UUID, body: NoteIn, if_match: str | None, caller: Caller) -> NoteOut:
    """Change a note of one's own; two windows of one person are told of each other.

    Raises:
        NotFound: it is none of the caller's. PreconditionRequired, Stale: see `core.etags`.
    """
    note = await _own(session, note_id, caller)
    require_match(if_match, note.version)
    note.words, note.changed_at, note.version = body.words, await instants.now(session), note.version + 1
    await session.flush()
    return NoteOut.model_validate(note)


async def throw_away(session: AsyncSession, note_id: UUID, caller: Caller) -> None:
    """Throw a note of one's own away; it is gone for good.

    Raises:
        NotFound: it is none of the caller's.
    """
    await session.delete(await _own(session, note_id, caller))


async def forget(session: AsyncSession) -> None:
    """Take away what was written in matches that ended three months ago; the worker's."""
    await session.execute(FORGET, {"months": KEPT_MONTHS})


async def _own(session: AsyncSession, note_id: UUID, caller: Caller) -> PrivateNote:
    mine = select(Participant.id).where(Participant.person_id == caller.person_id)
    wanted = select(PrivateNote).where(PrivateNote.id == note_id, PrivateNote.writer_id.in_(mine)).with_for_update()
    note = await session.scalar(wanted, execution_options={"populate_existing": True})
    if note is None:
        raise NotFound
    return note
