"""Letters about the agreement of two: that it waits for the reader's signature, and that it is in force."""

from collections.abc import Callable

from kisalli.matches.models import MatchState
from kisalli.messages.models import MessageKind
from kisalli.notifications.desk import Desk, Said
from kisalli.notifications.letters import AboutAgreement
from kisalli.notifications.of_matches import about_match


def _agreement(desk: Desk) -> AboutAgreement | None:
    about = about_match(desk, MatchState.ACTIVE)
    if about is None or desk.part is None:
        return None
    match_id, newest = desk.message.subject_id, desk.facts.agreements.get(desk.message.subject_id)
    came = next(each.created_at for each in desk.facts.members[match_id] if each.participant_id == desk.part.id)
    joined = newest is not None and bool(about.theme) and newest.written_at < came
    url = desk.url(f"matches/{match_id}/agreement")
    again = desk.message.occasion > 1 and not joined  # to whoever joined a group, its first is this one
    return AboutAgreement(about.partner, again=again, url=url, theme=about.theme, joined=joined)


def _agreement_to_sign(desk: Desk) -> Said | None:
    """That somebody has signed what the reader has not; of the newest version alone."""
    about, part = _agreement(desk), desk.part
    if about is None or part is None:
        return None
    newest = desk.facts.agreements.get(desk.message.subject_id)
    waits = newest is not None and newest.number == desk.message.occasion and part.id not in newest.signers
    return Said(about, current=waits)


def _agreement_in_force(desk: Desk) -> Said | None:
    about = _agreement(desk)
    return Said(about) if about else None


WRITERS: dict[MessageKind, Callable[[Desk], Said | None]] = {
    MessageKind.AGREEMENT_TO_SIGN: _agreement_to_sign,
    MessageKind.AGREEMENT_IN_FORCE: _agreement_in_force,
}
