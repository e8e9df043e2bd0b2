"""Organisations and the people who work in them."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from kisalli.core.models import Base, CreatedAt, Id, Version, one_of


class MemberRole(StrEnum):
    """A coordinator runs programmes; an admin also people, sign-in and integrations."""

    COORDINATOR = "coordinator"
    ADMIN = "admin"


class Organisation(Base):
    """A university, employer or city that runs programmes; `domains` name it as a home organisation in sign-ins."""

    __tablename__ = "organisation"

    id: Mapped[Id]
    name: Mapped[str]
    slug: Mapped[str] = mapped_column(unique=True)
    domains: Mapped[list[str]] = mapped_column(server_default=text("'{}'"))
    version: Mapped[Version]
    created_at: Mapped[CreatedAt]


class OrganisationMember(Base):
    """A person's work for an organisation."""

    __tablename__ = "organisation_member"
    __table_args__ = (one_of("role", MemberRole), Index("ix_organisation_member_person_id", "person_id"))

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str] = mapped_column(server_default=text("'coordinator'"))
    created_at: Mapped[CreatedAt]


class MemberInvitation(Base):
    """An invitation to work for an organisation, mailed to an address; its link carries a key that is derived from the id.

    It is over once it was accepted or withdrawn, and after `expires_at`.
    """

    __tablename__ = "member_invitation"
    __table_args__ = (
        one_of("role", MemberRole),
        CheckConstraint("language IN ('en', 'fi', 'sv')", name="language"),
        CheckConstraint("accepted_by IS NULL OR accepted_at IS NOT NULL", name="accepted"),
        CheckConstraint("accepted_at IS NULL OR withdrawn_at IS NULL", name="over_once"),
        Index("ix_member_invitation_organisation_id", "organisation_id"),
        Index("ix_member_invitation_accepted_by", "accepted_by"),
    )

    id: Mapped[Id]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    email: Mapped[str]
    role: Mapped[str]
    language: Mapped[str]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    withdrawn_at: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]
