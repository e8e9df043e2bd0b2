"""When the model refuses: each act's refusals in the order in which the domain names them."""

from uuid import UUID

from kisalli.programmes.models import ParticipantState, Role
from kisalli.requests.models import Override
from tests.races.commands import Command, Do
from tests.races.model import Ask, Model, S, Window

MOVES: dict[Do, tuple[set[ParticipantState], ParticipantState]] = {
    Do.PAUSE: ({S.ACTIVE}, S.PAUSED),
    Do.RESUME: ({S.PAUSED}, S.ACTIVE),
    Do.LEAVE: ({S.DRAFT, S.SUBMITTED, S.ACTIVE, S.PAUSED}, S.LEFT),
    Do.REMOVE: ({S.DRAFT, S.SUBMITTED, S.ACTIVE, S.PAUSED}, S.REMOVED),
    Do.APPROVE: ({S.SUBMITTED}, S.ACTIVE),
    Do.SEND_BACK: ({S.SUBMITTED}, S.DRAFT),
}


def refusal(model: Model, command: Command) -> str | None:
    """Return the code that the model answers now, None when it does what is asked."""
    match command.do:
        case Do.SEND:
            return _send(model, command)
        case Do.WITHDRAW | Do.DECLINE | Do.ACCEPT | Do.RELEASE:
            return _answer(model, command)
        case Do.PROPOSE:
            return _propose(model, command)
        case Do.AGREE | Do.REFUSE | Do.TAKE_BACK:
            return _proposal(model, command)
        case Do.PLACES:
            return _places(model, command)
        case Do.END:
            return _end(model, command)
        case _ if command.do in MOVES:
            return _move(model, command)
        case _:
            return None


def objects(model: Model, command: Command) -> set[UUID]:
    """Return the participants whose state decides about a command."""
    if command.do in {Do.SEND, Do.PROPOSE}:
        mentee = command.mentee if command.do == Do.PROPOSE else model.people.get(_person(command))
        return {each for each in (command.mentor, mentee) if each in model.parts}
    if command.subject in model.parts:
        return {command.subject}
    asked = model.requests.get(_subject(command)) or model.proposals.get(_subject(command)) or model.bonds.get(_subject(command))
    return {asked.mentor, asked.mentee} if asked else set()


def _send(model: Model, command: Command) -> str | None:  # noqa: C901 - the domain has so many reasons, in this order
    mentee_id, mentor = model.people.get(_person(command)), model.parts.get(_id(command.mentor))
    if mentee_id is None:
        return "not_a_participant"
    if model.parts[mentee_id].role != Role.MENTEE:
        return "not_the_mentee"
    if mentor is None or mentor.role != Role.MENTOR or mentor.state in {S.DRAFT, S.SUBMITTED}:
        return "not_found"
    if model.window != Window.OPEN:
        return "window_not_open" if model.window == Window.EARLY else "window_closed"
    if model.parts[mentee_id].state != S.ACTIVE:
        return "not_a_participant"
    if model.matched(mentee_id):
        return "mentee_already_matched"
    if _standing(model, mentee_id) >= model.limits.mentee_pending or _waits_for(model, mentee_id, mentor.id):
        return "mentee_has_pending_request"
    if mentor.state != S.ACTIVE:
        return "mentor_not_available"
    if _turned_down(model, mentor.id, mentee_id):
        return "declined_before"
    if (mentor.id, mentee_id) in model.parted or not _level_fits(model, mentor.id, mentee_id):
        return "mentor_not_available"
    if model.free(mentor.id) <= 0:
        return "mentor_full"
    return "mentor_has_max_pending" if _standing(model, mentor.id) >= model.limits.mentor_pending else None


def _standing(model: Model, part: UUID) -> int:
    """Count the pending requests that the act's own look at the clock leaves."""
    return sum(model.due(ask) is None for ask in model.asks(part))


def _waits_for(model: Model, mentee: UUID, mentor: UUID) -> bool:
    return any(ask.mentor == mentor and model.due(ask) is None for ask in model.asks(mentee))


def _turned_down(model: Model, mentor: UUID, mentee: UUID) -> bool:
    return (mentor, mentee) in model.declined or any(ask.overdue and ask.mentor == mentor for ask in model.asks(mentee))


def _level_fits(model: Model, mentor: UUID, mentee: UUID) -> bool:
    seeks = model.parts[mentor].seeks
    return not seeks or model.parts[mentee].level in seeks


def _answer(model: Model, command: Command) -> str | None:
    request = model.requests.get(_subject(command))
    code = _sides(model, command, request)
    if code is not None or request is None:
        return code or "not_found"
    side = request.mentee if command.do == Do.WITHDRAW else request.mentor
    if command.do == Do.RELEASE:
        if command.caller not in model.coordinators:
            return "forbidden"
    elif command.caller not in model.coordinators and command.caller != model.parts[side].person:
        return "not_the_mentee" if command.do == Do.WITHDRAW else "not_the_mentor"
    if request.state != "pending" or model.due(request) is not None:
        return "request_not_pending"
    return None


def _sides(model: Model, command: Command, ask: Ask | None) -> str | None:
    """Invisible equals absent."""
    if ask is None:
        return "not_found"
    people = {model.parts[each].person for each in ask.parties}
    return None if command.caller in people | model.coordinators else "not_found"


def _propose(model: Model, command: Command) -> str | None:
    if command.caller not in model.coordinators:
        return "forbidden"
    mentor, mentee = model.parts.get(_id(command.mentor)), model.parts.get(_id(command.mentee))
    if mentor is None or mentee is None or (mentor.role, mentee.role) != (Role.MENTOR, Role.MENTEE):
        return "not_found"
    overrides = frozenset(command.overrides)
    code = _impossible(model, mentor.id, mentee.id, overrides)
    if code is not None:
        return code
    if Override.WINDOW not in overrides and model.window != Window.OPEN:
        return "window_not_open" if model.window == Window.EARLY else "window_closed"
    if (mentor.id, mentee.id) in model.parted:
        return "mentor_not_available"
    if _turned_down(model, mentor.id, mentee.id) and Override.EARLIER_DECLINE not in overrides:
        return "declined_before"
    if not _level_fits(model, mentor.id, mentee.id) and Override.LEVEL not in overrides:
        return "mentor_not_available"
    same = [ask for ask in model.offers(mentee.id) if ask.mentor == mentor.id and not ask.overdue]
    return "proposal_exists" if same else None


def _impossible(model: Model, mentor: UUID, mentee: UUID, overrides: frozenset[str]) -> str | None:
    allowed: set[str] = {S.ACTIVE}
    allowed |= {S.PAUSED} if Override.PAUSE in overrides else set()
    allowed |= {S.SUBMITTED} if Override.APPROVAL in overrides else set()
    if model.parts[mentor].state not in allowed:
        return "mentor_not_available"
    if model.parts[mentee].state not in allowed:
        return "mentee_not_available"
    if model.free(mentor) <= 0:
        return "mentor_full"
    return "mentee_already_matched" if model.matched(mentee) else None


def _proposal(model: Model, command: Command) -> str | None:
    proposal = model.proposals.get(_subject(command))
    code = _sides(model, command, proposal)
    if code is not None or proposal is None:
        return code or "not_found"
    people = {model.parts[each].person for each in proposal.parties}
    named = command.on_behalf_of is not None or command.do == Do.TAKE_BACK
    if (command.caller not in model.coordinators) if named else (command.caller not in people):
        return "forbidden"
    if command.on_behalf_of is not None and command.on_behalf_of not in proposal.parties:
        return "not_found"
    if proposal.state != "pending" or proposal.overdue:
        return "proposal_not_pending"
    if command.do == Do.AGREE:
        return _impossible(model, proposal.mentor, proposal.mentee, proposal.overrides)
    return None


def _own_or_coordinated(model: Model, command: Command) -> str | None:
    part = model.parts.get(_subject(command))
    if part is None or command.caller not in {part.person} | model.coordinators:
        return "not_found"
    return None


def _move(model: Model, command: Command) -> str | None:
    code = _own_or_coordinated(model, command)
    if code is not None:
        return code
    if command.do in {Do.REMOVE, Do.APPROVE, Do.SEND_BACK} and command.caller not in model.coordinators:
        return "forbidden"
    origins, _ = MOVES[command.do]
    matched = command.do == Do.SEND_BACK and model.active(_subject(command))
    return None if model.parts[_subject(command)].state in origins and not matched else "illegal_state"


def _places(model: Model, command: Command) -> str | None:
    code = _own_or_coordinated(model, command)
    if code is not None:
        return code
    part = model.parts[_subject(command)]
    if part.role != Role.MENTOR:
        return "not_the_mentor"
    if not 1 <= command.places <= model.limits.places:
        return "validation"
    return "capacity_below_matches" if command.places < len(model.active(part.id)) else None


def _end(model: Model, command: Command) -> str | None:
    bond = model.bonds.get(_subject(command))
    if bond is None:
        return "not_found"
    people = {model.parts[each].person for each in (bond.mentor, bond.mentee)}
    if command.caller not in people | model.coordinators:
        return "not_found"
    return None if bond.active else "match_ended"


def _id(identifier: UUID | None) -> UUID:
    return identifier or UUID(int=0)


def _subject(command: Command) -> UUID:
    return _id(command.subject)


def _person(command: Command) -> UUID:
    return _id(command.caller)
