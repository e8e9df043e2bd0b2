"""The message log as coordinators see it, and what people have turned off."""

from uuid import UUID

from pydantic import Field

from kisalli.core.schemas import In, Instant, Out, shown_by
from kisalli.messages.models import MessageClass, MessageKind, MessageState


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


class WantedOut(Out):
    """Which messages come; requests, answers, and what belongs to signing in always do."""

    nudge: bool = Field(description="Reminders and overviews.")
    broadcast: bool = Field(description="Messages to many participants at once.")


class ProgrammeNotificationsOut(Out):
    """What comes of one programme; what is turned off everywhere does not come here either."""

    programme_id: UUID
    wanted: WantedOut


class NotificationsOut(Out):
    """Which messages come, and by programme where one takes part or coordinates."""

    everywhere: WantedOut
    programmes: list[ProgrammeNotificationsOut]


class NotificationsPatch(In):
    """What to turn on or off, in one programme or (without) everywhere."""

    model_config = shown_by({"programme_id": None, "nudge": False})

    programme_id: UUID | None = None
    nudge: bool | None = Field(default=None, description="Reminders and overviews; null leaves it as it is.")
    broadcast: bool | None = Field(default=None, description="Messages to many at once; null leaves it as it is.")


class TurnedOffOut(Out):
    """What a mail's link has turned off; null for all programmes. The same whether or not there is anybody to get it."""

    programme_id: UUID | None
    message_class: MessageClass
