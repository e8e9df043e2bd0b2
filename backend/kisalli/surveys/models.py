"""A programme's surveys and what is answered to them (R23).

An anonymous answer carries nothing of who gave it: a random id that tells no time, no instant, the role and the language
of the form. Who has answered is kept apart in one row a survey, an array in the order of the ids, so that no row of it
belongs to one answer: neither its place in the table nor its transaction (`xmin`) says whose an answer is. What the order
of answers in their table still tells, while the survey is open, goes when it has closed: they are written anew in random
order (`clock.py`). What remains is in docs/surveys.md.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Index, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from kisalli.core.models import Base, CreatedAt, Id, Version, one_of
from kisalli.programmes.models import Role


class SurveyKind(StrEnum):
    """Which of the ready surveys this is; `own` is the coordinators' own, `later` asks half a year after the end."""

    HALFWAY = "halfway"
    FINAL = "final"
    LATER = "later"
    OWN = "own"


class SurveyAudience(StrEnum):
    """Who of the asked roles is asked; all of them take part now. `been_matched` has or had a match.

    `consented` agreed to be asked half a year after the end, and has not taken that back.
    """

    EVERYBODY = "everybody"
    MATCHED = "matched"
    UNMATCHED = "unmatched"
    BEEN_MATCHED = "been_matched"
    CONSENTED = "consented"


class SurveyState(StrEnum):
    """Where a survey stands; derived from its publishing and its window, which is half-open."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    OPEN = "open"
    CLOSED = "closed"


class SurveyQuestionKind(StrEnum):
    """What can be answered: one of so many steps, 0 to 10, one or several choices, words, yes or no."""

    SCALE = "scale"
    ZERO_TO_TEN = "zero_to_ten"
    ONE = "one"
    SEVERAL = "several"
    TEXT = "text"
    YES_NO = "yes_no"


class Survey(Base):
    """A survey with its questions, written in the programme's languages. `shuffled_at`: when its anonymous answers were."""

    __tablename__ = "survey"
    __table_args__ = (
        one_of("kind", SurveyKind),
        one_of("audience", SurveyAudience),
        CheckConstraint("opens_at < closes_at", name="window"),
        CheckConstraint("published_at IS NULL OR (opens_at IS NOT NULL AND closes_at IS NOT NULL)", name="published"),
        CheckConstraint("roles <> '{}' AND roles <@ '{mentor,mentee}'", name="roles"),
        # What people agreed to: it is theirs alone who agreed, and nobody sees whose an answer is.
        CheckConstraint("(kind = 'later') = (audience = 'consented')", name="audience_later"),
        CheckConstraint("anonymous OR kind <> 'later'", name="anonymous_later"),
        Index("ix_survey_programme_id_id", "programme_id", "id"),
        Index("uq_survey_later", "programme_id", unique=True, postgresql_where=text("kind = 'later'")),
        Index("ix_survey_closes_at", "closes_at", postgresql_where=text("published_at IS NOT NULL")),
    )

    id: Mapped[Id]
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id"))
    kind: Mapped[str] = mapped_column(server_default=text("'own'"))
    anonymous: Mapped[bool]
    roles: Mapped[list[str]]
    audience: Mapped[str]
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    reminder_days: Mapped[list[int]]
    help: Mapped[bool] = mapped_column(server_default=text("false"))
    title: Mapped[dict[str, Any]]
    intro: Mapped[dict[str, Any]]
    questions: Mapped[list[dict[str, Any]]]
    published_at: Mapped[datetime | None]
    shuffled_at: Mapped[datetime | None]
    version: Mapped[Version]
    created_at: Mapped[CreatedAt]


class SurveyAnswer(Base):
    """A named answer: choices and numbers in `answers`, words in `texts`, which go earlier."""

    __tablename__ = "survey_answer"
    __table_args__ = (
        CheckConstraint("language IN ('en', 'fi', 'sv')", name="language"),
        Index("ix_survey_answer_participant_id", "participant_id"),
    )

    survey_id: Mapped[UUID] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"), primary_key=True)
    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str]
    answers: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    texts: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    changed_at: Mapped[CreatedAt]


class SurveyAnonymousAnswer(Base):
    """An anonymous answer; nobody's, from no moment."""

    __tablename__ = "survey_anonymous_answer"
    __table_args__ = (
        one_of("role", Role),
        CheckConstraint("language IN ('en', 'fi', 'sv')", name="language"),
        Index("ix_survey_anonymous_answer_survey_id", "survey_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    survey_id: Mapped[UUID] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"))
    role: Mapped[str]
    language: Mapped[str]
    answers: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    texts: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))


class SurveyTurnout(Base):
    """Who has answered an anonymous survey: all in one row, which every answer locks, so that nobody answers twice."""

    __tablename__ = "survey_turnout"

    survey_id: Mapped[UUID] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"), primary_key=True)
    participants: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()), server_default=text("'{}'"))


class HelpCall(Base):
    """Somebody said that they need help: named, with words of its own, apart from every answer."""

    __tablename__ = "help_call"
    __table_args__ = (
        Index("ix_help_call_survey_id_id", "survey_id", "id"),
        Index("ix_help_call_participant_id", "participant_id"),
    )

    id: Mapped[Id]
    survey_id: Mapped[UUID] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"))
    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    words: Mapped[str] = mapped_column(server_default=text("''"))
    created_at: Mapped[CreatedAt]
