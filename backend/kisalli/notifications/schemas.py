"""The message log as coordinators see it."""

from uuid import UUID

from kisalli.core.schemas import Instant, Out
from kisalli.messages.models import MessageKind, MessageState


class MessageOut(Out):
    """One mail: to whom, about what, and how far it got. Its text is read in demo mode alone."""

    id: UUID
    programme_id: UUID
    recipient_id: UUID
    recipient_name: str
    kind: MessageKind
    state: MessageState
    tries: int
    created_at: Instant
    next_try_at: Instant | None
    sent_at: Instant | None
    last_error: str | None
    undeliverable: bool


class MessageLogOut(Out):
    """What the log says of delivery at large."""

    delivering: bool
    waiting: int
    failed: int


class MailOut(Out):
    """A mail as it is, or would be, sent."""

    subject: str
    to: str
    text: str
    html: str
