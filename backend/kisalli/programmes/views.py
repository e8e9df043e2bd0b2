"""Programmes as they are answered: the row, its texts and the caller's own part in it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import instants
from kisalli.core.caller import Caller
from kisalli.organisations.models import Organisation
from kisalli.programmes import queries
from kisalli.programmes.clock import phase
from kisalli.programmes.models import Participant, ParticipantState, Programme, Role
from kisalli.programmes.schemas import Clock, OwnPartOut, ProgrammeOut, Rules, SentBackOut, TextOut, Vocabulary

SENT_BACK = text("""
SELECT DISTINCT ON (subject_id) subject_id, created_at, details ->> 'note' AS note FROM message
 WHERE subject_id = ANY(:ids) AND recipient_id = :person_id AND kind = 'participant_sent_back'
 ORDER BY subject_id, occasion DESC
""")


async def present(session: AsyncSession, programmes: Sequence[Programme], caller: Caller | None) -> list[ProgrammeOut]:
    """Return programmes as the caller sees them, in five queries however many there are, and a sixth for one's drafts."""
    ids = [programme.id for programme in programmes]
    organisation_ids = {programme.organisation_id for programme in programmes}
    now = await instants.now(session)
    texts = await queries.texts(session, ids)
    organisations = select(Organisation.id, Organisation.name).where(Organisation.id.in_(organisation_ids))
    names = {row.id: row.name for row in await session.execute(organisations)}
    parts: dict[UUID, OwnPartOut] = {}
    standing: dict[UUID, Row[Any]] = {}
    if caller is not None:
        parts = await _own_parts(session, programmes, caller)
        standing = await queries.standing(session, ids, caller)
    return [
        ProgrammeOut(
            id=programme.id,
            organisation_id=programme.organisation_id,
            organisation_name=names[programme.organisation_id],
            phase=phase(programme, now),
            now=now,
            zone=programme.zone,
            languages=programme.languages,
            contact_address=programme.contact_address,
            clock=Clock.model_validate(programme, from_attributes=True),
            rules=Rules.model_validate(programme, from_attributes=True),
            vocabulary=Vocabulary.model_validate(programme, from_attributes=True),
            texts=[TextOut.model_validate(each) for each in texts[programme.id]],
            published_at=programme.published_at,
            archived_at=programme.archived_at,
            coordinates=programme.id in standing and standing[programme.id].coordinates,
            browses=programme.id in standing and standing[programme.id].browses,
            participant=parts.get(programme.id),
        )
        for programme in programmes
    ]


async def _own_parts(session: AsyncSession, programmes: Sequence[Programme], caller: Caller) -> dict[UUID, OwnPartOut]:
    """Return the caller's own parts by programme."""
    by_id = {programme.id: programme for programme in programmes}
    mine = select(Participant).where(Participant.programme_id.in_(by_id), Participant.person_id == caller.person_id)
    parts = (await session.scalars(mine)).all()
    drafts = [part.id for part in parts if part.state == ParticipantState.DRAFT]
    returned: dict[UUID, SentBackOut] = {}
    if drafts:
        rows = await session.execute(SENT_BACK, {"ids": drafts, "person_id": caller.person_id})
        returned = {row.subject_id: SentBackOut(at=row.created_at, note=row.note) for row in rows}
    return {
        part.programme_id: OwnPartOut(
            id=part.id,
            role=Role(part.role),
            state=ParticipantState(part.state),
            publish_until=_publish_until(part, by_id[part.programme_id]) if part.id in drafts else None,
            sent_back=returned.get(part.id),
        )
        for part in parts
    }


def _publish_until(part: Participant, programme: Programme) -> datetime:
    """Return when the sign-up ends for a participant; a personal invitation may last longer than the window (R1)."""
    closes = programme.mentor_signup_closes if part.role == Role.MENTOR else programme.mentee_signup_closes
    return max(closes, part.admitted_until or closes)
