"""What the mails about something say, as their readers get them."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from kisalli.core.db import transaction
from kisalli.core.settings import Settings
from kisalli.messages.models import Message
from kisalli.notifications.content import letter
from kisalli.notifications.facts import gather
from kisalli.notifications.rendering import render
from tests.factories import World


@dataclass(frozen=True)
class Mail:
    """One mail: to whom (a person's id), of which kind, whether it is still to be told, and what it says."""

    reader: UUID | None
    kind: str
    current: bool
    subject: str
    text: str
    html: str


async def mails_of(world: World, settings: Settings, subject_id: UUID) -> list[Mail]:
    """Return every mail about something that can be written now."""
    async with transaction(world.sessions) as session:
        rows = (await session.scalars(select(Message).where(Message.subject_id == subject_id).order_by(Message.id))).all()
        facts = await gather(session, rows)
        letters = [(each, letter(each, facts, settings, world.keys)) for each in rows]
    return [
        Mail(row.recipient_id, row.kind, found.current, said.subject, said.text, said.html)
        for row, found in letters
        if found is not None
        for said in [render(found)]
    ]
