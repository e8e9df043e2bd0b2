"""What a programme has of guidance beside the standard set: its own wording, what it hides, adds and shows; ticks, stories."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from kisalli.core.models import Base, CreatedAt, Id, Version, one_of


class MaterialKind(StrEnum):
    """What a material is: read, ticked off, filled on paper, or looked up."""

    PAGE = "page"
    CHECKLIST = "checklist"
    WORKSHEET = "worksheet"
    FAQ = "faq"


class MaterialRole(StrEnum):
    """Whom a material is for; one that names nobody is for everybody, also without signing in."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    ORGANISER = "organiser"


class MaterialPhase(StrEnum):
    """The phases of a programme (R2) that lie on its path, to which guidance belongs."""

    MENTOR_SIGNUP = "mentor_signup"
    REQUESTING = "requesting"
    RUNNING = "running"
    FEEDBACK = "feedback"


class Material(Base):
    """What a programme changed of one material; `kind` is set where the material is its own, and not of the standard set.

    Null roles and phases are those of the standard. The row is also the lock under which texts of the material change.
    """

    __tablename__ = "material"
    __table_args__ = (
        one_of("kind", MaterialKind),
        CheckConstraint("kind IS NULL OR (roles IS NOT NULL AND phases IS NOT NULL)", name="own"),
    )

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), primary_key=True)
    slug: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str | None]
    roles: Mapped[list[str] | None]
    phases: Mapped[list[str] | None]
    hidden: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[CreatedAt]


class MaterialText(Base):
    """A programme's own wording of a material in one language, in Markdown."""

    __tablename__ = "material_text"
    __table_args__ = (
        CheckConstraint("language IN ('en', 'fi', 'sv')", name="language"),
        ForeignKeyConstraint(["programme_id", "slug"], ["material.programme_id", "material.slug"], ondelete="CASCADE"),
    )

    programme_id: Mapped[UUID] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    summary: Mapped[str]
    body: Mapped[str]


class Picture(Base):
    """A picture that texts of a programme may show, as we made it of what was sent; its bytes never change.

    `key` is what texts call it by: of the programme, so that a copied programme's texts find their own.
    """

    __tablename__ = "picture"
    __table_args__ = (
        CheckConstraint("key ~ '^[a-z2-7]{10}$'", name="key"),
        CheckConstraint("width BETWEEN 1 AND 1600 AND height BETWEEN 1 AND 4000", name="shape"),
        CheckConstraint("size = octet_length(content) AND sha256 = sha256(content)", name="content"),
    )

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    decorative: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[CreatedAt]


class PictureText(Base):
    """What a picture shows, in words, for those who do not see it."""

    __tablename__ = "picture_text"
    __table_args__ = (
        CheckConstraint("language IN ('en', 'fi', 'sv')", name="language"),
        CheckConstraint("words <> ''", name="words"),
        ForeignKeyConstraint(["programme_id", "picture_key"], ["picture.programme_id", "picture.key"], ondelete="CASCADE"),
    )

    programme_id: Mapped[UUID] = mapped_column(primary_key=True)
    picture_key: Mapped[str] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    words: Mapped[str]


class PictureUse(Base):
    """A text shows a picture, which is there as long as the text is; whoever may read the text may see the picture."""

    __tablename__ = "picture_use"
    __table_args__ = (
        ForeignKeyConstraint(["programme_id", "picture_key"], ["picture.programme_id", "picture.key"]),
        ForeignKeyConstraint(
            ["programme_id", "slug", "language"],
            ["material_text.programme_id", "material_text.slug", "material_text.language"],
            ondelete="CASCADE",
        ),
        Index("ix_picture_use_programme_id_slug_language", "programme_id", "slug", "language"),
    )

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), primary_key=True)
    picture_key: Mapped[str] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)


class ChecklistTick(Base):
    """Somebody has ticked an item off; of the person, for a checklist of organisers is theirs who take no part."""

    __tablename__ = "checklist_tick"
    __table_args__ = (Index("ix_checklist_tick_person_id", "person_id"),)

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    slug: Mapped[str] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    ticked_at: Mapped[CreatedAt]


class StoryName(StrEnum):
    """By what name a story is shown."""

    FIRST_NAME = "first_name"
    ANONYMOUS = "anonymous"


class StoryState(StrEnum):
    """A story is offered by its writer and published by a coordinator; taken back, it is gone."""

    OFFERED = "offered"
    PUBLISHED = "published"


class Story(Base):
    """What somebody tells of mentoring, one a participant.

    `version` moves with its words, for a coordinator publishes what they have read and nothing else.
    """

    __tablename__ = "story"
    __table_args__ = (
        one_of("shown_as", StoryName),
        one_of("state", StoryState),
        CheckConstraint("language IN ('en', 'fi', 'sv')", name="language"),
        CheckConstraint("(state = 'published') = (published_at IS NOT NULL)", name="published_at"),
        Index("ix_story_programme_id", "programme_id"),
    )

    id: Mapped[Id]
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"))
    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), unique=True)
    language: Mapped[str]
    words: Mapped[str]
    shown_as: Mapped[str]
    state: Mapped[str] = mapped_column(server_default=text("'offered'"))
    published_at: Mapped[datetime | None]
    version: Mapped[Version]
    created_at: Mapped[CreatedAt]
