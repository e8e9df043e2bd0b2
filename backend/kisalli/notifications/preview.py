"""A message as its receiver reads it, for the message log: written afresh, for sent mails are not kept."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.messages.models import Message
from kisalli.notifications.content import letter
from kisalli.notifications.facts import gather
from kisalli.notifications.letters import RenderedMail
from kisalli.notifications.rendering import render


async def render_message(session: AsyncSession, settings: Settings, keys: Keys, message_id: UUID) -> RenderedMail | None:
    """Render a message from the truth of now; None when there is none, or what it said may not be shown any more.

    The caller decides who may read it: it holds what only the receiver is told, contact details among it.
    """
    message = await session.get(Message, message_id)
    if message is None:
        return None
    facts = await gather(session, [message])
    written = letter(message, facts, settings, keys)
    return render(written) if written else None
