"""Writing message rows; the worker renders and delivers them."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.ids import new_id
from kisalli.messages.models import MessageKind

INSERT = text("""
INSERT INTO message (id, programme_id, recipient_id, kind, subject_id, occasion)
VALUES (:id, :programme_id, :recipient_id, :kind, :subject_id, :occasion)
ON CONFLICT (subject_id, recipient_id, kind, occasion) DO NOTHING
""")


@dataclass(frozen=True, slots=True)
class News:
    """Something to tell one person: ids only, the truth is loaded when the mail is written."""

    programme_id: UUID
    recipient_id: UUID
    kind: MessageKind
    subject_id: UUID
    occasion: int = 0


async def tell(session: AsyncSession, *news: News) -> None:
    """Write message rows in the caller's transaction; one about the same occasion is written once."""
    rows = [
        {
            "id": new_id(),
            "programme_id": each.programme_id,
            "recipient_id": each.recipient_id,
            "kind": each.kind,
            "subject_id": each.subject_id,
            "occasion": each.occasion,
        }
        for each in news
    ]
    if rows:
        await session.execute(INSERT, rows)
