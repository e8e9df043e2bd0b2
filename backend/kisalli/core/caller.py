"""Who acts in this call."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever calls: a person, or a service account, which is a person to all that asks who works for an organisation.

    `session_id` is None outside of a browser. `scopes` limit a token; None does not limit: a browser, or a token that an
    operator made on the command line.
    """

    person_id: UUID
    session_id: UUID | None = None
    scopes: frozenset[str] | None = None
