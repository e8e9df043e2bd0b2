"""Letters about the agreement of two: that it waits for the reader's signature, and that it is in force."""

from collections.abc import Callable

from kisalli.matches.models import MatchState
from kisalli.messages.models import MessageKind
from kisalli.notifications.desk import Desk, Said
from kisalli.notifications.letters import AboutAgreement
from kisalli.notifications.of_matches import about_match


def _agreement(desk: Desk) -> AboutAgreement | None:
    about = about_match(desk, MatchState.ACTIVE)
    if about is None:
        return None
    url = desk.url(f"matches/{desk.message.subject_id}/agreement")
    return AboutAgreement(about.partner, again=desk.message.occasion > 1, url=url, theme=about.theme)


def _agreement_to_sign(desk: Desk) -> Said | None:
    """That somebody has signed what the reader has not; of the newest version alone."""
    about, part = _agreement(desk), desk.part
    if about is None or part is None:
        return None
    number, signers = desk.facts.agreements.get(desk.message.subject_id, (0, frozenset()))
    return Said(about, current=number == desk.message.occasion and part.id not in signers)


def _agreement_in_force(desk: Desk) -> Said | None:
    about = _agreement(desk)
    return Said(about) if about else None


WRITERS: dict[MessageKind, Callable[[Desk], Said | None]] = {
    MessageKind.AGREEMENT_TO_SIGN: _agreement_to_sign,
    MessageKind.AGREEMENT_IN_FORCE: _agreement_in_force,
}
