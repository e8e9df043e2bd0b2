"""The truth behind message rows, loaded for a whole batch at once: a row holds ids only (R16)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, text, tuple_
from sqlalchemy import Row as SqlRow
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.agreements import queries as agreements
from kisalli.auth.models import EmailChange, EmailSignIn
from kisalli.certificates import queries as certificates
from kisalli.concerns.models import Concern, ConcernRecipient
from kisalli.core import instants
from kisalli.core.models import Base
from kisalli.events.models import Event, EventSignUp
from kisalli.matches.models import ContactSnapshot, Disclosure, Match, MatchMember, MentoringGroup
from kisalli.meetings.models import Meeting, MeetingTime
from kisalli.messages.models import Message, MessageKind
from kisalli.notifications import choices, digest
from kisalli.notifications.choices import Choice
from kisalli.notifications.digest import Morning
from kisalli.notifications.letters import AboutDigest
from kisalli.organisations.models import MemberInvitation, Organisation, OrganisationMember
from kisalli.people.models import Person
from kisalli.profiles.models import Contact, MenteeProfile, MentorProfile
from kisalli.programmes import queries as programmes
from kisalli.programmes.matched import MATCHED
from kisalli.programmes.models import Participant, Programme, ProgrammeText
from kisalli.requests.models import Proposal, Request, RequestState
from kisalli.surveys.models import HelpCall, Survey
from kisalli.surveys.queries import waiting
from kisalli.workspace import queries as workspace

ARE_MATCHED = text(f"SELECT p.id FROM participant p WHERE p.id = ANY(:ids) AND {MATCHED}")  # noqa: S608 - our own words

K = MessageKind
ABOUT_REQUESTS = frozenset(
    {K.REQUEST_SENT, K.REQUEST_REMINDER, K.REQUEST_WITHDRAWN, K.REQUEST_DECLINED, K.REQUEST_EXPIRED, K.REQUEST_RELEASED}
)
ABOUT_PROPOSALS = frozenset({K.PROPOSAL_MADE, K.PROPOSAL_CLOSED})
ABOUT_MEETINGS = frozenset({K.MEETING_PROPOSED, K.MEETING_PLANNED, K.MEETING_CHANGED, K.MEETING_CANCELLED})
ABOUT_AGREEMENTS = frozenset({K.AGREEMENT_TO_SIGN, K.AGREEMENT_IN_FORCE})
ABOUT_MATCHES = frozenset({K.MATCH_MADE, K.MATCH_ENDED, K.MATCH_QUIET, K.GROUP_LEFT}) | ABOUT_AGREEMENTS
ABOUT_CONCERNS = frozenset({K.CONCERN_RAISED, K.CONCERN_TAKEN, K.CONCERN_CLOSED})
ABOUT_PARTICIPANTS = frozenset(
    {
        *(K.ROOM_AGAIN, K.CONTACT_CODE, K.PARTICIPANT_APPROVED, K.PARTICIPANT_SENT_BACK, K.PARTICIPANT_REMOVED),
        K.CERTIFICATE_READY,
    }
)
TO_COORDINATORS = frozenset({K.COORDINATOR_DIGEST, K.SURVEY_HELP})
ABOUT_SURVEYS = frozenset({K.SURVEY_OPEN, K.SURVEY_REMINDER, K.LATER_SURVEY, K.LATER_SURVEY_REMINDER})

# About a sign-up of the reader's, and about an event as such.
ABOUT_SIGN_UPS = frozenset({K.EVENT_SEAT, K.EVENT_WAITING, K.EVENT_MOVED_UP, K.EVENT_SIGNED_OFF})
ABOUT_EVENTS = frozenset({K.EVENT_CHANGED, K.EVENT_CANCELLED, K.EVENT_REMINDER})

Row = TypeVar(
    "Row", Request, Proposal, Match, Meeting, Person, Programme, EmailSignIn, EmailChange, Event, Survey, HelpCall, Concern
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a batch of messages is written from, all of one moment (`now`, by the database's clock)."""

    now: datetime
    people: dict[UUID, Person]
    programmes: dict[UUID, Programme]
    texts: dict[UUID, list[ProgrammeText]]
    requests: dict[UUID, Request]
    proposals: dict[UUID, Proposal]
    matches: dict[UUID, Match]
    members: dict[UUID, list[MatchMember]]  # without those who have left a group
    groups: dict[UUID, MentoringGroup]
    gone: dict[UUID, frozenset[UUID]]  # group -> participants who have left it
    participants: dict[UUID, Participant]
    names: dict[UUID, str]
    released: dict[tuple[UUID, UUID], list[ContactSnapshot]]  # (match, receiver) -> contacts the ledger says they got
    contacts: dict[UUID, Contact]
    pending: dict[UUID, int]  # mentor -> pending requests
    matched: frozenset[UUID]  # mentees and mentors with a partner now
    digests: dict[Morning, AboutDigest]
    sign_ins: dict[UUID, EmailSignIn]
    invitations: dict[UUID, tuple[MemberInvitation, str]]  # to work for an organisation of that name
    email_changes: dict[UUID, EmailChange]
    meetings: dict[UUID, Meeting]
    times: dict[UUID, list[MeetingTime]]  # proposed for a meeting
    quiet: dict[tuple[UUID, UUID], SqlRow[Any]]  # (match, reader) -> how the match stands
    events: dict[UUID, Event]
    sign_ups: dict[UUID, list[EventSignUp]]  # event -> all that a batch speaks of, the latest first
    off: frozenset[Choice]  # what the readers have turned off
    next_rounds: dict[tuple[UUID, UUID], UUID]  # (person, programme that is over) -> where they can be a mentor next
    coordinators: frozenset[tuple[UUID, UUID]]  # (programme, person) of the readers of digests and calls for help who run it
    surveys: dict[UUID, Survey]
    unanswered: frozenset[tuple[UUID, UUID]]  # (survey, person) of those who are asked and have not answered
    calls: dict[UUID, HelpCall]
    agreements: dict[UUID, SqlRow[Any]]  # match -> its newest version, and who has signed that
    concerns: dict[UUID, Concern]
    in_confidence: frozenset[tuple[UUID, UUID]]  # (concern, person) who was named for it and works here still
    concern_takers: dict[UUID, str]  # concern -> the name of who looks after it

    def reader(self, message: Message) -> Person | None:
        """Return who is to read a message; None for somebody who is gone, or not known yet, and for a service account."""
        person = self.people.get(message.recipient_id) if message.recipient_id else None
        return person if person and not person.service else None

    def programme(self, message: Message) -> Programme | None:
        """Return the programme that a message is of."""
        return self.programmes.get(message.programme_id) if message.programme_id else None

    def turned_off(self, message: Message) -> bool:
        """Whether its reader wants no messages of this class, in this programme or at all."""
        choice = Choice.of(message)
        return choice is not None and not self.off.isdisjoint({choice, choice.everywhere})

    def part(self, programme_id: UUID, person_id: UUID) -> Participant | None:
        """Return a person's part in a programme."""
        mine = (each for each in self.participants.values() if each.person_id == person_id)
        return next((each for each in mine if each.programme_id == programme_id), None)


async def gather(session: AsyncSession, messages: Sequence[Message]) -> Facts:
    """Load the truth of a batch: a fixed number of statements, however many messages."""
    anything = _subjects(messages, {K.ANSWERED_FOR_YOU})
    requests = await _by_id(session, Request, _subjects(messages, ABOUT_REQUESTS) | anything)
    proposals = await _by_id(session, Proposal, _subjects(messages, ABOUT_PROPOSALS) | anything)
    meetings = await _by_id(session, Meeting, _subjects(messages, ABOUT_MEETINGS))
    of_meetings = {each.match_id for each in meetings.values()}
    matches = await _by_id(session, Match, _subjects(messages, ABOUT_MATCHES) | of_meetings | anything)
    members, gone = await _members(session, matches)
    parties = {party for each in requests.values() for party in (each.mentor_id, each.mentee_id)}
    parties |= {party for each in proposals.values() for party in (each.mentor_id, each.mentee_id)}
    parties |= {member.participant_id for group in members.values() for member in group}
    parties |= {each for group in gone.values() for each in group}
    of_groups = {each.group_id for each in requests.values()} | {each.group_id for each in proposals.values()}
    about = _subjects(messages, ABOUT_PARTICIPANTS) | anything
    surveys = await _by_id(session, Survey, _subjects(messages, ABOUT_SURVEYS))
    calls = await _by_id(session, HelpCall, _subjects(messages, {K.SURVEY_HELP}))
    about |= {each.participant_id for each in calls.values()}
    participants = await _participants(session, messages, parties | about)
    asking = {participants[each.participant_id].person_id for each in calls.values()}
    programme_ids = {each.programme_id for each in messages if each.programme_id}
    rounds, now = await _by_id(session, Programme, programme_ids), await instants.now(session)
    concerns = await _by_id(session, Concern, _subjects(messages, ABOUT_CONCERNS))
    digests = [
        (each, rounds[each.programme_id])
        for each in messages
        if each.kind == K.COORDINATOR_DIGEST and each.programme_id in rounds
    ]
    sign_ups = await _sign_ups(session, messages)
    mornings = {Morning(programme.id, programme.zone, each.occasion) for each, programme in digests}
    return Facts(
        now=now,
        people=await _by_id(session, Person, {each.recipient_id for each in messages if each.recipient_id} | asking),
        programmes=rounds,
        texts=await programmes.texts(session, list(programme_ids)),
        requests=requests,
        proposals=proposals,
        matches=matches,
        members=members,
        groups=await _groups(session, {*matches, *of_groups} - {None}),
        gone=gone,
        participants=participants,
        names=await _names(session, participants),
        released=await _released(session, matches),
        contacts=await _contacts(session, _subjects(messages, {K.CONTACT_CODE})),
        pending=await _pending(session, _subjects(messages, {K.ROOM_AGAIN})),
        matched=await _matched(session, participants),
        digests=await digest.counts(session, mornings, now),
        sign_ins=await _by_id(session, EmailSignIn, _subjects(messages, {K.SIGN_IN})),
        invitations=await _invitations(session, _subjects(messages, {K.MEMBER_INVITED})),
        email_changes=await _by_id(session, EmailChange, _subjects(messages, {K.EMAIL_CODE, K.EMAIL_CHANGED})),
        meetings=meetings,
        times=await _times(session, meetings),
        quiet=await _quiet(session, messages),
        events=await _by_id(session, Event, _subjects(messages, ABOUT_EVENTS) | sign_ups.keys()),
        sign_ups=sign_ups,
        off=await choices.turned_off(session, {choice.person_id for each in messages if (choice := Choice.of(each))}),
        next_rounds=await _next_rounds(session, messages),
        coordinators=await _coordinators(session, [each for each in messages if each.kind in TO_COORDINATORS]),
        surveys=surveys,
        unanswered=await waiting(session, surveys),
        calls=calls,
        agreements=await agreements.newest(session, _subjects(messages, ABOUT_AGREEMENTS)),
        concerns=concerns,
        in_confidence=await _in_confidence(session, concerns),
        concern_takers=await _takers(session, concerns),
    )


def _subjects(messages: Iterable[Message], kinds: Collection[str]) -> set[UUID]:
    return {each.subject_id for each in messages if each.kind in kinds}


async def _by_id(session: AsyncSession, table: type[Row], ids: Collection[UUID]) -> dict[UUID, Row]:
    return {row.id: row for row in await _rows(session, table, table.id.in_(ids))} if ids else {}


Table = TypeVar("Table", bound=Base)


async def _rows(session: AsyncSession, table: type[Table], condition: ColumnElement[bool]) -> Sequence[Table]:
    # A batch's session may have read the same rows before: the truth of now is asked for, not of then.
    return (await session.scalars(select(table).where(condition).execution_options(populate_existing=True))).all()


async def _members(
    session: AsyncSession, matches: Collection[UUID]
) -> tuple[dict[UUID, list[MatchMember]], dict[UUID, frozenset[UUID]]]:
    members: dict[UUID, list[MatchMember]] = {match_id: [] for match_id in matches}
    gone: dict[UUID, set[UUID]] = {match_id: set() for match_id in matches}
    if matches:
        for row in await _rows(session, MatchMember, MatchMember.match_id.in_(matches)):
            if row.left_at is None:
                members[row.match_id].append(row)
            else:
                gone[row.match_id].add(row.participant_id)
    return members, {match_id: frozenset(each) for match_id, each in gone.items()}


async def _groups(session: AsyncSession, ids: Collection[UUID | None]) -> dict[UUID, MentoringGroup]:
    rows = await _rows(session, MentoringGroup, MentoringGroup.match_id.in_(ids)) if ids else []
    return {row.match_id: row for row in rows}


async def _participants(session: AsyncSession, messages: Iterable[Message], ids: Collection[UUID]) -> dict[UUID, Participant]:
    """Load the parties of every subject and each recipient's own part in the programme."""
    own = {(each.programme_id, each.recipient_id) for each in messages if each.programme_id}
    mine = tuple_(Participant.programme_id, Participant.person_id).in_(own)
    rows = await _rows(session, Participant, or_(mine, Participant.id.in_(ids)) if ids else mine)
    return {row.id: row for row in rows}


async def _names(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, str]:
    """Map participant to the name in their profile; an erased one has none."""
    both = (
        select(MentorProfile.participant_id, MentorProfile.name)
        .where(MentorProfile.participant_id.in_(ids))
        .union_all(select(MenteeProfile.participant_id, MenteeProfile.name).where(MenteeProfile.participant_id.in_(ids)))
    )
    return {row.participant_id: row.name for row in await session.execute(both)} if ids else {}


async def _released(session: AsyncSession, matches: Collection[UUID]) -> dict[tuple[UUID, UUID], list[ContactSnapshot]]:
    """Read snapshots through the ledger: nothing is written to anybody that it does not say they got (I7)."""
    found: dict[tuple[UUID, UUID], list[ContactSnapshot]] = {}
    if not matches:
        return found
    ledger = select(ContactSnapshot, Disclosure.receiver_id).join(
        Disclosure,
        (Disclosure.match_id == ContactSnapshot.match_id) & (Disclosure.owner_id == ContactSnapshot.participant_id),
    )
    rows = await session.execute(ledger.where(ContactSnapshot.match_id.in_(matches)).order_by(ContactSnapshot.name))
    for snapshot, receiver_id in rows:
        found.setdefault((snapshot.match_id, receiver_id), []).append(snapshot)
    return found


async def _times(session: AsyncSession, meetings: Collection[UUID]) -> dict[UUID, list[MeetingTime]]:
    found: dict[UUID, list[MeetingTime]] = {}
    rows = await _rows(session, MeetingTime, MeetingTime.meeting_id.in_(meetings)) if meetings else []
    for row in sorted(rows, key=lambda each: each.starts_at):
        found.setdefault(row.meeting_id, []).append(row)
    return found


async def _quiet(session: AsyncSession, messages: Iterable[Message]) -> dict[tuple[UUID, UUID], SqlRow[Any]]:
    readers = {(each.subject_id, each.recipient_id) for each in messages if each.kind == K.MATCH_QUIET and each.recipient_id}
    return await workspace.of_members(session, readers) if readers else {}


async def _sign_ups(session: AsyncSession, messages: Iterable[Message]) -> dict[UUID, list[EventSignUp]]:
    """Map event to the sign-ups that messages are about, and to those of the readers of messages about the event itself."""
    subjects = _subjects(messages, ABOUT_SIGN_UPS)
    about = {(each.subject_id, each.recipient_id) for each in messages if each.kind in ABOUT_EVENTS}
    found: dict[UUID, list[EventSignUp]] = {}
    if not (subjects or about):
        return found
    theirs = tuple_(EventSignUp.event_id, Participant.person_id).in_(about)
    wanted = select(EventSignUp).join(Participant, Participant.id == EventSignUp.participant_id)
    wanted = wanted.where(or_(EventSignUp.id.in_(subjects), theirs)).order_by(EventSignUp.id.desc())
    for row in await session.scalars(wanted.execution_options(populate_existing=True)):
        found.setdefault(row.event_id, []).append(row)
    return found


async def _contacts(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, Contact]:
    rows = await _rows(session, Contact, Contact.participant_id.in_(ids)) if ids else []
    return {row.participant_id: row for row in rows}


async def _pending(session: AsyncSession, mentors: Collection[UUID]) -> dict[UUID, int]:
    if not mentors:
        return {}
    counted = select(Request.mentor_id, func.count().label("pending")).where(
        Request.mentor_id.in_(mentors), Request.state == RequestState.PENDING
    )
    return {row.mentor_id: row.pending for row in await session.execute(counted.group_by(Request.mentor_id))}


async def _matched(session: AsyncSession, ids: Collection[UUID]) -> frozenset[UUID]:
    return frozenset((await session.scalars(ARE_MATCHED, {"ids": list(ids)})).all()) if ids else frozenset()


async def _coordinators(session: AsyncSession, told: Collection[Message]) -> frozenset[tuple[UUID, UUID]]:
    """Return which readers still run the programme: rights may have gone since the row was written."""
    readers = {(each.programme_id, each.recipient_id) for each in told}
    running = (
        select(Programme.id, OrganisationMember.person_id)
        .join(OrganisationMember, OrganisationMember.organisation_id == Programme.organisation_id)
        .where(tuple_(Programme.id, OrganisationMember.person_id).in_(readers))
    )
    return frozenset((row.id, row.person_id) for row in await session.execute(running)) if readers else frozenset()


async def _next_rounds(session: AsyncSession, messages: Iterable[Message]) -> dict[tuple[UUID, UUID], UUID]:
    readers = {
        (each.recipient_id, each.programme_id)
        for each in messages
        if each.kind == K.CERTIFICATE_READY and each.recipient_id and each.programme_id
    }
    return {reader: row.id for reader, row in (await certificates.next_rounds(session, readers)).items()}


async def _invitations(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, tuple[MemberInvitation, str]]:
    if not ids:
        return {}
    named = select(MemberInvitation, Organisation.name).join(Organisation, Organisation.id == MemberInvitation.organisation_id)
    rows = await session.execute(named.where(MemberInvitation.id.in_(ids)).execution_options(populate_existing=True))
    return {invitation.id: (invitation, name) for invitation, name in rows}


async def _in_confidence(session: AsyncSession, concerns: Collection[UUID]) -> frozenset[tuple[UUID, UUID]]:
    named = (
        select(ConcernRecipient.concern_id, ConcernRecipient.person_id)
        .join(Concern, Concern.id == ConcernRecipient.concern_id)
        .join(Programme, Programme.id == Concern.programme_id)
        .join(
            OrganisationMember,
            (OrganisationMember.organisation_id == Programme.organisation_id)
            & (OrganisationMember.person_id == ConcernRecipient.person_id),
        )
        .where(ConcernRecipient.concern_id.in_(concerns))
    )
    return frozenset((row.concern_id, row.person_id) for row in await session.execute(named)) if concerns else frozenset()


async def _takers(session: AsyncSession, concerns: dict[UUID, Concern]) -> dict[UUID, str]:
    takers = {each.taken_by for each in concerns.values() if each.taken_by}
    if not takers:
        return {}
    names = {row.id: row.name for row in await session.execute(select(Person.id, Person.name).where(Person.id.in_(takers)))}
    return {each.id: names.get(each.taken_by, "") for each in concerns.values() if each.taken_by}
