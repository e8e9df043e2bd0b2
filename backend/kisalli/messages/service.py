"""Writing message rows; the worker renders and delivers them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.effects import Effect, leave
from kisalli.core.ids import new_id
from kisalli.messages.models import MessageKind

TELL = Effect(
    "message",
    """
INSERT INTO message (id, programme_id, recipient_id, kind, subject_id, occasion, details)
SELECT id, programme_id, recipient_id, kind, subject_id, occasion, COALESCE(details, '{}')
  FROM jsonb_to_recordset(CAST(:message AS jsonb)) AS row(
       id uuid, programme_id uuid, recipient_id uuid, kind text, subject_id uuid, occasion smallint, details jsonb)
ON CONFLICT (subject_id, recipient_id, kind, occasion) DO NOTHING
""",
)


@dataclass(frozen=True, slots=True)
class News:
    """Something to tell one person: ids only, the truth is loaded when the mail is written.

    `details` is for words that are written for this mail alone.
    """

    programme_id: UUID | None
    recipient_id: UUID | None
    kind: MessageKind
    subject_id: UUID
    occasion: int = 0
    details: Mapping[str, str] = field(default_factory=dict)


def tell(session: AsyncSession, *news: News) -> None:
    """Leave message rows with the caller's transaction; one about the same occasion is written once."""
    leave(session, TELL, *({"id": new_id()} | asdict(each) for each in news))
