"""Identifiers: UUIDv7, made here because PostgreSQL before 18 can't; they sort by time of making."""

from uuid import UUID

import uuid_utils.compat


def new_id() -> UUID:
    """Return a new UUIDv7."""
    return uuid_utils.compat.uuid7()
