"""Programmes as they are answered: the row, its texts and the caller's own part in it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller
from kisalli.organisations.models import Organisation, OrganisationMember
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
    mine: set[UUID] = set()
    if caller is not None:
        own = select(Participant).where(Participant.programme_id.in_(ids), Participant.person_id == caller.person_id)
        parts = {part.programme_id: part for part in await session.scalars(own)}
        works = select(OrganisationMember.organisation_id).where(OrganisationMember.person_id == caller.person_id)
        mine = set(await session.scalars(works))
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
            coordinates=programme.organisation_id in mine,
            participant=OwnPartOut.model_validate(parts[programme.id]) if programme.id in parts else None,
        )
        for programme in programmes
    ]
