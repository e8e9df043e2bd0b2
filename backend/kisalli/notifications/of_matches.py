"""Letters about a match as such: the contact details as it begins, the farewell as it ends."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from kisalli.matches.models import EndReason, MatchKind, MatchState
from kisalli.messages.models import MessageKind
from kisalli.notifications import wording
from kisalli.notifications.desk import Desk, Said
from kisalli.notifications.letters import AboutMatch, ContactCard
from kisalli.programmes.models import Role


def about_match(desk: Desk, state: MatchState) -> AboutMatch | None:
    """Return the match of a message, as its reader sees it; None where they are no member, or it stands in another state."""
    match = desk.facts.matches.get(desk.message.subject_id)
    part = desk.part
    if match is None or part is None:
        return None
    members, gone = desk.facts.members[match.id], part.id in desk.facts.gone[match.id]
    ended = gone or match.state == MatchState.ENDED  # for whoever left a group, it has
    if ended != (state == MatchState.ENDED) or not (gone or part.id in {each.participant_id for each in members}):
        return None
    grouped = match.kind == MatchKind.GROUP and part.role == Role.MENTOR  # those who lead a group know of each other
    others = [each for each in members if each.participant_id != part.id and (grouped or each.role != part.role)]
    partners = [desk.name(each.participant_id, Role(each.role)) for each in others]
    here = {each.participant_id for each in members}
    snapshots = desk.facts.released.get((match.id, part.id), []) if state == MatchState.ACTIVE else []
    return AboutMatch(
        partner=", ".join(sorted(partners)),
        cards=tuple(_card(each.name, each.email, each.phone) for each in snapshots if each.participant_id in here),
        next_steps=wording.prose(desk.words.next_steps) if desk.words else "",
        farewell=wording.prose(match.farewell or ""),
        may_ask=desk.may_ask,
        url=desk.url("matches", match.id),
        theme=desk.theme(match.id),
        over=not gone and match.end_reason == EndReason.PROGRAMME_ENDED,
    )


def _card(name: str, email: str, phone: str | None) -> ContactCard:
    return ContactCard(wording.one_line(name), wording.one_line(email), wording.one_line(phone or "") or None)


def _match_made(desk: Desk) -> Said | None:
    """Contact details: only while the match is active, and only what the ledger says this reader got (I7)."""
    about = about_match(desk, MatchState.ACTIVE)
    return Said(about) if about and about.cards else None


def _match_ended(desk: Desk) -> Said | None:
    """The end and the words left for the partner; never the reason (R22), but that a programme is over everybody knows."""
    about = about_match(desk, MatchState.ENDED)
    return Said(about) if about else None


def _group_left(desk: Desk) -> Said | None:
    """Who has left a group that goes on, with their words; to those who have their contacts."""
    about, left = about_match(desk, MatchState.ACTIVE), desk.message.details.get("left")
    gone = desk.facts.gone.get(desk.message.subject_id, frozenset())
    leaver = desk.facts.participants.get(UUID(left)) if left else None
    if about is None or leaver is None or leaver.id not in gone:
        return None
    words = wording.prose(desk.message.details.get("note", ""))
    return Said(replace(about, partner=desk.name(leaver.id, Role(leaver.role)), cards=(), farewell=words))


WRITERS: dict[MessageKind, Callable[[Desk], Said | None]] = {
    MessageKind.MATCH_MADE: _match_made,
    MessageKind.MATCH_ENDED: _match_ended,
    MessageKind.GROUP_LEFT: _group_left,
}
