"""Private notes, for their writer alone."""

from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from kisalli.core.schemas import In, Instant, Out, Prose, shown_by


class NoteIn(In):
    """A note."""

    model_config = shown_by({"words": "Ask next time how she came to change fields."})

    words: Annotated[Prose, StringConstraints(min_length=1, max_length=20_000)]


class NoteOut(Out):
    """A note of one's own."""

    id: UUID
    words: str
    created_at: Instant
    changed_at: Instant
    version: int
