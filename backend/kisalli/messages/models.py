"""Message rows: what somebody is to be told, written in the transaction that causes it and delivered by the worker."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from kisalli.core.models import Base, CreatedAt, Id, one_of


class MessageKind(StrEnum):
    """What is told. The worker loads the truth by `subject_id` when it renders."""

    REQUEST_SENT = "request_sent"
    REQUEST_REMINDER = "request_reminder"
    REQUEST_WITHDRAWN = "request_withdrawn"
    REQUEST_DECLINED = "request_declined"
    REQUEST_EXPIRED = "request_expired"
    REQUEST_RELEASED = "request_released"
    MATCH_MADE = "match_made"
    MATCH_ENDED = "match_ended"
    PROPOSAL_MADE = "proposal_made"
    PROPOSAL_CLOSED = "proposal_closed"
    ANSWERED_FOR_YOU = "answered_for_you"
    ROOM_AGAIN = "room_again"
    CONTACT_CODE = "contact_code"
    PARTICIPANT_APPROVED = "participant_approved"
    PARTICIPANT_SENT_BACK = "participant_sent_back"
    PARTICIPANT_REMOVED = "participant_removed"
    WINDOW_CHANGED = "window_changed"
    UNMATCHED_NEXT = "unmatched_next"
    COORDINATOR_DIGEST = "coordinator_digest"
    SIGN_IN = "sign_in"
    PASSKEY_ADDED = "passkey_added"
    IDENTITY_ADDED = "identity_added"
    TOKEN_ADDED = "token_added"  # noqa: S105 - a kind of mail
    MEMBER_INVITED = "member_invited"
    EMAIL_CODE = "email_code"
    EMAIL_CHANGED = "email_changed"
    MATCH_QUIET = "match_quiet"
    MEETING_PROPOSED = "meeting_proposed"
    MEETING_PLANNED = "meeting_planned"
    MEETING_CHANGED = "meeting_changed"
    MEETING_CANCELLED = "meeting_cancelled"
    SURVEY_OPEN = "survey_open"
    SURVEY_REMINDER = "survey_reminder"
    SURVEY_HELP = "survey_help"
    EVENT_SEAT = "event_seat"
    EVENT_WAITING = "event_waiting"
    EVENT_MOVED_UP = "event_moved_up"
    EVENT_SIGNED_OFF = "event_signed_off"
    EVENT_CHANGED = "event_changed"
    EVENT_CANCELLED = "event_cancelled"
    EVENT_REMINDER = "event_reminder"
    AGREEMENT_TO_SIGN = "agreement_to_sign"
    AGREEMENT_IN_FORCE = "agreement_in_force"
    CONCERN_RAISED = "concern_raised"
    CONCERN_TAKEN = "concern_taken"
    CONCERN_CLOSED = "concern_closed"
    CERTIFICATE_READY = "certificate_ready"
    LATER_SURVEY = "later_survey"
    LATER_SURVEY_REMINDER = "later_survey_reminder"
    GROUP_LEFT = "group_left"


class MessageClass(StrEnum):
    """Whether its reader can turn a message off (R16).

    A `nudge` reminds, a `broadcast` goes to many; a `must` always comes. A `wish` was asked for, each by itself: whoever
    wants no reminders still gets it, and its own link ends the asking. What is `consented` comes because its reader agreed
    to it; turning it off takes the consent back.
    """

    MUST = "must"
    WISH = "wish"
    NUDGE = "nudge"
    BROADCAST = "broadcast"
    CONSENTED = "consented"


# What can be turned off; every other kind is a must.
WISHES = frozenset({MessageKind.ROOM_AGAIN})
NUDGES = frozenset(
    {
        MessageKind.COORDINATOR_DIGEST,
        MessageKind.MATCH_QUIET,
        MessageKind.EVENT_REMINDER,
        MessageKind.SURVEY_REMINDER,
    }
)
BROADCASTS: frozenset[MessageKind] = frozenset()
CONSENTED = frozenset({MessageKind.LATER_SURVEY, MessageKind.LATER_SURVEY_REMINDER})


def class_of(kind: str) -> MessageClass:
    """Return the class of a kind of message."""
    if kind in WISHES:
        return MessageClass.WISH
    if kind in NUDGES:
        return MessageClass.NUDGE
    if kind in CONSENTED:
        return MessageClass.CONSENTED
    return MessageClass.BROADCAST if kind in BROADCASTS else MessageClass.MUST


# Who told what in confidence, and to whom: no list shows these to anybody but the reader of each (R22).
IN_CONFIDENCE = (MessageKind.CONCERN_RAISED, MessageKind.CONCERN_TAKEN, MessageKind.CONCERN_CLOSED)


class MessageState(StrEnum):
    """`failed`: refused for good or given up; `dropped`: too late or no longer true when its turn came."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"


class Message(Base):
    """One mail to one person. Its id makes the Message-ID, so a repeat is recognised as the same mail (R16).

    A mail of an account is of no programme. `recipient_id` is missing where nobody is known to have the address yet.

    Neither programme nor subject is a foreign key: hundreds of acts a second would lock the same programme row.
    `occasion` tells repeats of one kind about one subject apart (the second reminder). `details` holds what was written for
    this one mail and stands nowhere else: a coordinator's note.
    """

    __tablename__ = "message"
    __table_args__ = (
        one_of("kind", MessageKind),
        one_of("state", MessageState),
        Index("ix_message_due", "next_try_at", postgresql_where=text("state = 'waiting'")),
        Index("ix_message_programme_id_created_at_id", "programme_id", "created_at", "id"),
        Index("ix_message_recipient_id", "recipient_id"),
        Index("uq_message_occasion", "subject_id", "recipient_id", "kind", "occasion", unique=True),
    )

    id: Mapped[Id]
    programme_id: Mapped[UUID | None]
    recipient_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[str]
    subject_id: Mapped[UUID]
    occasion: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    state: Mapped[str] = mapped_column(server_default=text("'waiting'"))
    tries: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    next_try_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    rendered: Mapped[bytes | None]
    last_error: Mapped[str | None]
    sent_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]
    details: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))


class NotificationChoice(Base):
    """A class of messages that somebody has turned off, in one programme or everywhere (no programme); on is no row."""

    __tablename__ = "notification_choice"
    __table_args__ = (
        CheckConstraint("message_class IN ('nudge', 'broadcast')", name="message_class"),
        UniqueConstraint("person_id", "programme_id", "message_class", postgresql_nulls_not_distinct=True),
        Index("ix_notification_choice_programme_id", "programme_id"),
    )

    id: Mapped[Id]
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    programme_id: Mapped[UUID | None] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"))
    message_class: Mapped[str]
    off_since: Mapped[CreatedAt]
