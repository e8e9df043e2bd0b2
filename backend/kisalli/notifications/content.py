"""From a message row and the truth of now to a letter; None where there is nothing left to write or to show.

Every kind has one function: here that of signing up, asking and answering, elsewhere that of what its module speaks of
(`of_*`, `months`, `account`). Each decides two things: what may be said, and whether it is still to be told at all: a
request that was answered meanwhile needs no reminder, and contact details go nowhere once a match has ended.
"""

from collections.abc import Callable
from datetime import datetime

from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.matches.models import MatchState
from kisalli.messages.models import Message, MessageKind
from kisalli.notifications import (
    account,
    months,
    of_agreements,
    of_certificates,
    of_concerns,
    of_events,
    of_matches,
    of_surveys,
    wording,
)
from kisalli.notifications.choices import ONE_CLICK, Choice, page_of
from kisalli.notifications.desk import Desk, Said
from kisalli.notifications.digest import Morning
from kisalli.notifications.facts import Facts
from kisalli.notifications.letters import (
    AboutAnswer,
    AboutClock,
    AboutCode,
    AboutNext,
    AboutPart,
    AboutProposal,
    AboutRequest,
    AboutRoom,
    AboutSentBack,
    Letter,
    Pages,
    ProgrammeWords,
    Unsubscribe,
)
from kisalli.programmes.clock import grace_ends
from kisalli.programmes.models import Participant, ParticipantState, Role
from kisalli.requests.models import Proposal, ProposalState, Request, RequestState

TAKING_PART = frozenset({ParticipantState.SUBMITTED, ParticipantState.ACTIVE, ParticipantState.PAUSED})


def letter(message: Message, facts: Facts, settings: Settings, keys: Keys) -> Letter | None:
    """Write the letter of a message; None where its subject or reader is gone, or what it says may not be shown any more."""
    if message.kind in account.WRITERS:
        return account.account_letter(message, facts, settings, keys)
    person, programme = facts.reader(message), facts.programme(message)
    if person is None or programme is None:
        return None
    desk = Desk(message, facts, settings.origin, keys, person, programme)
    said = WRITERS[MessageKind(message.kind)](desk)
    if said is None:
        return None
    name = wording.one_line(desk.words.name) if desk.words else ""
    choice = Choice.of(message)
    contact = wording.one_line(programme.contact_address)
    return Letter(
        kind=MessageKind(message.kind),
        language=desk.language,
        to=said.to or person.email,
        to_name=wording.one_line(person.name),
        current=said.current,
        role=desk.part.role if desk.part else None,
        programme=ProgrammeWords(name or contact, contact),
        reply_to=contact,
        mentee=desk.mentee,
        pages=Pages(home=desk.url(""), mentors=desk.url("mentors")),
        it=said.it,
        appointment=said.appointment,
        unsubscribe=_unsubscribe(choice, settings, keys) if choice else None,
    )


def _unsubscribe(choice: Choice, settings: Settings, keys: Keys) -> Unsubscribe:
    key = keys.unsubscribe_key(choice.content)
    return Unsubscribe(page=f"{settings.origin}{page_of(choice, key)}", one_click=f"{settings.origin}{ONE_CLICK}/{key}")


def _request(desk: Desk) -> tuple[Request, AboutRequest] | None:
    request = desk.facts.requests.get(desk.message.subject_id)
    partner = desk.partner(request) if request else None
    if request is None or partner is None:
        return None
    about = AboutRequest(
        partner=partner,
        state=request.state,
        opening=wording.opening(request.message),
        until=desk.when(_answerable_until(desk, request)),
        one_at_a_time=desk.programme.mentee_pending_max == 1,
        words=wording.prose(request.answer or ""),
        wording=request.decline_wording,
        reason=request.release_reason,
        may_ask=desk.may_ask,
        url=desk.url("requests", request.id),
        theme=desk.theme(request.group_id),
    )
    return request, about


def _answerable_until(desk: Desk, request: Request) -> datetime:
    return min(request.expires_at, grace_ends(desk.programme))


def _request_waits(desk: Desk) -> Said | None:
    """To the mentor: sent, or a reminder; told only while it can be answered."""
    found = _request(desk)
    if found is None or desk.role_in(found[0]) != Role.MENTOR:
        return None
    waits = found[0].state == RequestState.PENDING and desk.facts.now < _answerable_until(desk, found[0])
    return Said(found[1], current=waits)


def _request_closed(state: RequestState, *readers: Role) -> Callable[[Desk], Said | None]:
    def write(desk: Desk) -> Said | None:
        found = _request(desk)
        if found is None or found[0].state != state or desk.role_in(found[0]) not in readers:
            return None
        return Said(found[1])

    return write


def _proposal(desk: Desk) -> tuple[Proposal, AboutProposal] | None:
    proposal = desk.facts.proposals.get(desk.message.subject_id)
    partner = desk.partner(proposal) if proposal else None
    if proposal is None or partner is None:
        return None
    yes = proposal.mentor_yes_at if desk.role_in(proposal) == Role.MENTOR else proposal.mentee_yes_at
    about = AboutProposal(
        partner=partner,
        state=proposal.state,
        note=wording.prose(proposal.note),
        until=desk.when(proposal.expires_at),
        said_yes=yes is not None,
        may_ask=desk.may_ask,
        url=desk.url("proposals", proposal.id),
        theme=desk.theme(proposal.group_id),
    )
    return proposal, about


def _proposal_made(desk: Desk) -> Said | None:
    found = _proposal(desk)
    if found is None:
        return None
    waits = found[0].state == ProposalState.PENDING and desk.facts.now < found[0].expires_at
    return Said(found[1], current=waits and not found[1].said_yes)


def _proposal_closed(desk: Desk) -> Said | None:
    """That it came to nothing; never who said no."""
    found = _proposal(desk)
    if found is None or found[0].state in {ProposalState.PENDING, ProposalState.ACCEPTED}:
        return None
    return Said(found[1])


def _answered_for_you(desk: Desk) -> Said | None:
    """What a coordinator did on the reader's behalf (R15)."""
    request = _request(desk)
    if request is not None:
        _, it = request
        return Said(AboutAnswer("request", it.partner, it.state, it.state == RequestState.ACCEPTED, it.url))
    proposal = _proposal(desk)
    if proposal is not None:
        _, its = proposal
        subject = "place" if its.theme else "proposal"
        return Said(AboutAnswer(subject, its.theme or its.partner, its.state, its.said_yes, its.url))
    match = of_matches.about_match(desk, MatchState.ACTIVE)
    if match is not None:
        return Said(AboutAnswer("group", match.theme, "active", said_yes=True, url=match.url))
    part = desk.part
    if part is None or part.id != desk.message.subject_id:
        return None
    return Said(AboutAnswer("participant", "", part.state, said_yes=False, url=desk.url("")))


def _part(desk: Desk) -> tuple[Participant, AboutPart] | None:
    part = desk.part
    if part is None or part.id != desk.message.subject_id:
        return None
    clock = desk.programme
    about = AboutPart(
        state=part.state,
        requests=desk.period(clock.requests_opens, clock.requests_closes),
        requests_open=desk.requests_open,
        requests_over=desk.facts.now >= clock.requests_closes,
        url=desk.url(""),
    )
    return part, about


def _approved(desk: Desk) -> Said | None:
    found = _part(desk)
    return Said(found[1], current=found[0].state in TAKING_PART) if found else None


def _sent_back(desk: Desk) -> Said | None:
    """Told while the profile is a draft: whoever has published it again, or left, has no use for it."""
    part = desk.part
    if part is None or part.id != desk.message.subject_id:
        return None
    _, closes = _signup(desk, part)
    about = AboutSentBack(
        note=wording.prose(desk.message.details.get("note", "")),
        until=desk.when(closes),
        late=desk.facts.now >= closes,
        url=desk.url(""),
    )
    return Said(about, current=part.state == ParticipantState.DRAFT)


def _signup(desk: Desk, part: Participant) -> tuple[datetime, datetime]:
    """Return when a reader may sign up; a personal invitation may last longer than the window."""
    clock = desk.programme
    mentor = part.role == Role.MENTOR
    opens = clock.mentor_signup_opens if mentor else clock.mentee_signup_opens
    closes = clock.mentor_signup_closes if mentor else clock.mentee_signup_closes
    return opens, max(closes, part.admitted_until or closes)


def _removed(desk: Desk) -> Said | None:
    found = _part(desk)
    return Said(found[1], current=found[0].state == ParticipantState.REMOVED) if found else None


def _contact_code(desk: Desk) -> Said | None:
    """The code goes to the address that it confirms, which need not be the account's own."""
    part, contact = desk.part, desk.facts.contacts.get(desk.message.subject_id)
    if part is None or contact is None or part.id != contact.participant_id:
        return None
    address = contact.unconfirmed or contact.email
    code = desk.keys.contact_code(part.id, address, contact.version)
    # The occasion is the version that the mail was written for: a newer address has a mail of its own.
    waits = contact.unconfirmed is not None and desk.message.occasion == contact.version
    return Said(AboutCode(code, wording.one_line(address)), current=waits, to=address)


def _room_again(desk: Desk) -> Said | None:
    mentor = desk.facts.participants.get(desk.message.subject_id)
    if mentor is None or mentor.role != Role.MENTOR or mentor.programme_id != desk.programme.id:
        return None
    room = mentor.accepting and desk.facts.pending.get(mentor.id, 0) < desk.programme.mentor_pending_max
    about = AboutRoom(
        desk.name(mentor.id, Role.MENTOR), desk.when(desk.programme.requests_closes), desk.url("mentors", mentor.id)
    )
    return Said(about, current=room and desk.may_ask)


def _window_changed(desk: Desk) -> Said | None:
    clock, part, now = desk.programme, desk.part, desk.facts.now
    if part is None:
        return None
    opens, closes = _signup(desk, part)
    about = AboutClock(
        draft=part.state == ParticipantState.DRAFT,
        signup=desk.period(opens, closes) if now < closes else None,
        requests=desk.period(clock.requests_opens, clock.requests_closes),
        requests_over=now >= clock.requests_closes,
        running=desk.period(clock.running_opens, clock.running_closes),
        feedback=(
            desk.period(clock.running_closes, clock.feedback_closes) if clock.running_closes < clock.feedback_closes else None
        ),
        url=desk.url(""),
    )
    return Said(about, current=desk.public and part.state in TAKING_PART | {ParticipantState.DRAFT})


def _unmatched_next(desk: Desk) -> Said | None:
    part = desk.part
    if part is None:
        return None
    words = wording.prose(desk.words.unmatched_next) if desk.words else ""
    alone = part.id not in desk.facts.matched and part.state in {ParticipantState.ACTIVE, ParticipantState.PAUSED}
    over = desk.facts.now >= desk.programme.requests_closes
    return Said(AboutNext(words, desk.url("")), current=alone and over)


def _digest(desk: Desk) -> Said | None:
    """To whoever runs the programme, on the day that it is about."""
    programme = desk.programme
    if (programme.id, desk.person.id) not in desk.facts.coordinators:
        return None
    morning = Morning(programme.id, programme.zone, desk.message.occasion)
    its = desk.facts.digests[morning]
    today = morning == Morning.of(programme.id, programme.zone, desk.facts.now)
    return Said(its, current=desk.public and today and its.anything)


WRITERS: dict[MessageKind, Callable[[Desk], Said | None]] = {
    MessageKind.REQUEST_SENT: _request_waits,
    MessageKind.REQUEST_REMINDER: _request_waits,
    MessageKind.REQUEST_WITHDRAWN: _request_closed(RequestState.WITHDRAWN, Role.MENTOR),
    MessageKind.REQUEST_DECLINED: _request_closed(RequestState.DECLINED, Role.MENTEE),
    MessageKind.REQUEST_EXPIRED: _request_closed(RequestState.EXPIRED, Role.MENTOR, Role.MENTEE),
    MessageKind.REQUEST_RELEASED: _request_closed(RequestState.RELEASED, Role.MENTOR, Role.MENTEE),
    MessageKind.PROPOSAL_MADE: _proposal_made,
    MessageKind.PROPOSAL_CLOSED: _proposal_closed,
    MessageKind.ANSWERED_FOR_YOU: _answered_for_you,
    MessageKind.ROOM_AGAIN: _room_again,
    MessageKind.CONTACT_CODE: _contact_code,
    MessageKind.PARTICIPANT_APPROVED: _approved,
    MessageKind.PARTICIPANT_SENT_BACK: _sent_back,
    MessageKind.PARTICIPANT_REMOVED: _removed,
    MessageKind.WINDOW_CHANGED: _window_changed,
    MessageKind.UNMATCHED_NEXT: _unmatched_next,
    MessageKind.COORDINATOR_DIGEST: _digest,
    **of_matches.WRITERS,
    **of_agreements.WRITERS,
    **months.WRITERS,
    **of_events.WRITERS,
    **of_surveys.WRITERS,
    **of_concerns.WRITERS,
    **of_certificates.WRITERS,
}
