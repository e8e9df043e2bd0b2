"""The letter at a round's end: thanks, and the way to the certificate."""

from collections.abc import Callable

from kisalli.messages.models import MessageKind
from kisalli.notifications.desk import Desk, Said
from kisalli.notifications.letters import AboutCertificate
from kisalli.programmes.models import ParticipantState, Role


def _certificate_ready(desk: Desk) -> Said | None:
    """Thanks, and the way to the certificate; where there is a next round, a mentor is asked to join it."""
    part, clock = desk.part, desk.programme
    if part is None or part.id != desk.message.subject_id:
        return None
    following = desk.facts.next_rounds.get((desk.person.id, clock.id)) if part.role == Role.MENTOR else None
    again = f"{desk.origin}/join/{following}?as=mentor" if following else None
    over = clock.archived_at is None and desk.facts.now >= clock.running_closes
    return Said(AboutCertificate(desk.url("certificate"), again), current=over and part.state != ParticipantState.REMOVED)


WRITERS: dict[MessageKind, Callable[[Desk], Said | None]] = {
    MessageKind.CERTIFICATE_READY: _certificate_ready,
}
