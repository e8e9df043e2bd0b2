"""Programmes as they are answered: the row, its texts and the caller's own part in it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller
from kisalli.organisations.models import Organisation
from kisalli.programmes import queries
from kisalli.programmes.clock import phase
from kisalli.programmes.models import Participant, Programme
from kisalli.programmes.schemas import Clock, OwnPartOut, ProgrammeOut, Rules, TextOut, Vocabulary


async def present(session: AsyncSession, programmes: Sequence[Programme], caller: Caller | None) -> list[ProgrammeOut]:
    """Return programmes as the caller sees them, in five queries however many there are."""
    ids = [programme.id for programme in programmes]
    organisation_ids = {programme.organisation_id for programme in programmes}
    now = await queries.now(session)
    texts = await queries.texts(session, ids)
    organisations = select(Organisation.id, Organisation.name).where(Organisation.id.in_(organisation_ids))
    names = {row.id: row.name for row in await session.execute(organisations)}
    parts: dict[UUID, Participant] = {}
    standing: dict[UUID, Row[Any]] = {}
    if caller is not None:
        own = select(Participant).where(Participant.programme_id.in_(ids), Participant.person_id == caller.person_id)
        parts = {part.programme_id: part for part in await session.scalars(own)}
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
            participant=OwnPartOut.model_validate(parts[programme.id]) if programme.id in parts else None,
        )
        for programme in programmes
    ]
