"""Who acts in this call."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Caller:
    """A signed-in person; `session_id` is None for scripts and command-line tokens."""

    person_id: UUID
    session_id: UUID | None = None
