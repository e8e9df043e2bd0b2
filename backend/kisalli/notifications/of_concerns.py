"""Letters about what was told in confidence: that it is there, in whose hands it is, that it is closed; never what it says."""

from collections.abc import Callable

from kisalli.concerns.models import ConcernState
from kisalli.messages.models import MessageKind
from kisalli.notifications import wording
from kisalli.notifications.desk import Desk, Said
from kisalli.notifications.letters import AboutConcern


def _concern(desk: Desk, *states: ConcernState) -> Said | None:
    """A concern, as long as it stands so: what it says is read on its page alone (R22)."""
    concern = desk.facts.concerns.get(desk.message.subject_id)
    if concern is None:
        return None
    taken_by = wording.one_line(desk.facts.concern_takers.get(concern.id, ""))
    about = AboutConcern(more=desk.message.occasion > 1, taken_by=taken_by, url=desk.url("concerns", concern.id))
    return Said(about, current=concern.state in states)


def _concern_raised(desk: Desk) -> Said | None:
    """To whoever was named and works here still."""
    if (desk.message.subject_id, desk.person.id) not in desk.facts.in_confidence:
        return None
    return _concern(desk, ConcernState.OPEN, ConcernState.IN_HAND)


def _concern_told(*states: ConcernState) -> Callable[[Desk], Said | None]:
    """To the writer, about what became of it."""

    def write(desk: Desk) -> Said | None:
        part, concern = desk.part, desk.facts.concerns.get(desk.message.subject_id)
        if part is None or concern is None or concern.raised_by != part.id:
            return None
        return _concern(desk, *states)

    return write


WRITERS: dict[MessageKind, Callable[[Desk], Said | None]] = {
    MessageKind.CONCERN_RAISED: _concern_raised,
    MessageKind.CONCERN_TAKEN: _concern_told(ConcernState.IN_HAND),
    MessageKind.CONCERN_CLOSED: _concern_told(ConcernState.CLOSED),
}
