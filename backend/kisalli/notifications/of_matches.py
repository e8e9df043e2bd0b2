"""Letters about a match as such: the contact details as it begins, the farewell as it ends."""

from collections.abc import Callable

from kisalli.matches.models import MatchState
from kisalli.messages.models import MessageKind
from kisalli.notifications import wording
from kisalli.notifications.desk import Desk, Said
from kisalli.notifications.letters import AboutMatch, ContactCard
from kisalli.programmes.models import Role


def about_match(desk: Desk, state: MatchState) -> AboutMatch | None:
    """Return the match of a message, as its reader sees it; None where they are no member, or it stands in another state."""
    match = desk.facts.matches.get(desk.message.subject_id)
    part = desk.part
    if match is None or part is None or match.state != state:
        return None
    members = desk.facts.members[match.id]
    if part.id not in {each.participant_id for each in members}:
        return None
    partners = [desk.name(each.participant_id, Role(each.role)) for each in members if each.role != part.role]
    snapshots = desk.facts.released.get((match.id, part.id), []) if state == MatchState.ACTIVE else []
    return AboutMatch(
        partner=", ".join(sorted(partners)),
        cards=tuple(_card(each.name, each.email, each.phone) for each in snapshots),
        next_steps=wording.prose(desk.words.next_steps) if desk.words else "",
        farewell=wording.prose(match.farewell or ""),
        may_ask=desk.may_ask,
        url=desk.url("matches", match.id),
    )


def _card(name: str, email: str, phone: str | None) -> ContactCard:
    return ContactCard(wording.one_line(name), wording.one_line(email), wording.one_line(phone or "") or None)


def _match_made(desk: Desk) -> Said | None:
    """Contact details: only while the match is active, and only what the ledger says this reader got (I7)."""
    about = about_match(desk, MatchState.ACTIVE)
    return Said(about) if about and about.cards else None


def _match_ended(desk: Desk) -> Said | None:
    """The end and the words left for the partner; never the reason (R22)."""
    about = about_match(desk, MatchState.ENDED)
    return Said(about) if about else None


WRITERS: dict[MessageKind, Callable[[Desk], Said | None]] = {
    MessageKind.MATCH_MADE: _match_made,
    MessageKind.MATCH_ENDED: _match_ended,
}
