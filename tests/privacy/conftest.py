"""The scenes of the security tests serve here too; whatever erases or forgets somebody breaks nothing."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.invariants import broken
from tests.security.conftest import browserless, stages

__all__ = ["browserless", "stages"]


@pytest.fixture(autouse=True)
def sound(database_url: str) -> Iterator[None]:
    """I1–I8 hold afterwards as before: what a negative control has broken in the same database is not this test's doing."""
    with psycopg.connect(database_url) as connection:
        before = broken(connection)
        connection.rollback()
        yield
        assert broken(connection) == before
