"""Who may read the directory, one student's overlay, search for scripts, the saved list."""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller
from kisalli.core.db import Sessions, transaction
from kisalli.core.errors import Forbidden, NotFound
from kisalli.core.signals import News, Signals
from kisalli.directory import queries
from kisalli.directory.schemas import FitOut, FoundOut, Hidden, MentorOut, OverlayOut, SavedListIn, SavedOut, Sort, Window
from kisalli.directory.snapshot import Directories, Snapshot, card_of
from kisalli.profiles.fit import fit, level_fits
from kisalli.profiles.models import MenteeProfile, MentorProfile
from kisalli.profiles.queries import require_readable
from kisalli.profiles.schemas import MentorProfileOut
from kisalli.programmes.errors import NotAParticipant, NotTheMentee
from kisalli.programmes.locks import lock_one_among
from kisalli.programmes.models import Participant, ParticipantState, Role

KEPT_READERS = 50_000


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who may read a programme's directory: a mentee of a level; without a participant a coordinator, or staff."""

    participant_id: UUID | None = None
    level: str | None = None
    coordinates: bool = False


class Readers:
    """Who may read which directory, kept in memory until the signals say that their rights changed.

    Staff are few, and the programme or their employer may take the right back without a word to them: always asked anew.
    """

    def __init__(self, sessions: Sessions, signals: Signals) -> None:
        self._sessions = sessions
        self._signals = signals
        self._kept: OrderedDict[tuple[UUID, UUID], Reader] = OrderedDict()
        self._news = 0  # how often somebody's rights were put in doubt

    async def require(self, programme_id: UUID, caller: Caller) -> Reader:
        """Return what the caller may read.

        Raises:
            NotFound: the programme is not to be seen. NotAParticipant, NotTheMentee: not a reader of its directory.
        """
        key = (caller.person_id, programme_id)
        kept = self._kept.get(key)
        if kept is not None and self._signals.heard_lately:
            return kept
        news = self._news
        async with transaction(self._sessions) as session:
            reader = await require_reader(session, programme_id, caller)
        keeps = reader.coordinates or reader.participant_id is not None
        if keeps and news == self._news:  # else it may have been read before what was heard meanwhile
            self._kept[key] = reader
        if len(self._kept) > KEPT_READERS:
            self._kept.popitem(last=False)
        return reader

    def hear(self, news: News) -> None:
        """Forget whose rights changed."""
        self._news += bool(news.people) or not news.complete
        if not news.complete:
            self._kept.clear()
        elif news.people:
            for key in [key for key in self._kept if key[0] in news.people]:
                del self._kept[key]


async def require_reader(session: AsyncSession, programme_id: UUID, caller: Caller) -> Reader:
    """Return what the caller may read of a programme's directory, judged in the database now."""
    row = await queries.reader(session, programme_id, caller.person_id)
    if row is None or not (row.published or row.coordinates):
        raise NotFound
    if row.coordinates:
        return Reader(coordinates=True)
    takes_part = row.state in {ParticipantState.ACTIVE, ParticipantState.PAUSED}
    if row.role == Role.MENTEE and takes_part:
        return Reader(row.participant_id, row.level)
    if row.browses:
        return Reader()
    if row.role == Role.MENTOR:
        raise NotTheMentee
    raise NotAParticipant


async def overlay(session: AsyncSession, programme_id: UUID, directories: Directories, caller: Caller) -> OverlayOut:
    """Return what is the student's own beside the shared directory: fair order, fit, hidden, saved.

    Raises:
        NotTheMentee: coordinators and staff have no overlay.
    """
    reader = await require_reader(session, programme_id, caller)
    if reader.participant_id is None:
        raise NotTheMentee
    mentee = await session.get_one(MenteeProfile, reader.participant_id)
    snapshot = await directories.snapshot(programme_id)
    cards = [card.out for card in snapshot.cards.values() if level_fits(card.out.seeks, reader.level)]
    measured = {card.id: fit(card, mentee) for card in cards}
    order = fair_order(reader.participant_id, list(measured))
    return OverlayOut(
        mentors=[
            FitOut(
                mentor_id=each,
                score=measured[each].score,
                reasons=list(measured[each].reasons),
                against=list(measured[each].against),
            )
            for each in order
        ],
        hidden=sorted(set(await _past(session, reader.participant_id)) & set(measured)),
        saved=await saved(session, reader.participant_id),
    )


async def _past(session: AsyncSession, mentee_id: UUID) -> dict[UUID, list[Hidden]]:
    """Return mentors whom R10 hides from this mentee for good, and why: they declined, let expire, or were matched once."""
    past: dict[UUID, list[Hidden]] = {}
    for row in await session.execute(queries.PAST, {"mentee_id": mentee_id}):
        past.setdefault(row.mentor_id, []).append(Hidden(row.what))
    return past


def fair_order(mentee_id: UUID, mentors: list[UUID]) -> list[UUID]:
    """Return mentors in an order that is fair to them: stable for one student, different between students (R11)."""
    return sorted(mentors, key=lambda mentor: hashlib.blake2b(mentor.bytes, key=mentee_id.bytes, digest_size=8).digest())


async def saved(session: AsyncSession, mentee_id: UUID) -> list[SavedOut]:
    """Return a mentee's saved mentors in their order."""
    return [SavedOut.model_validate(row) for row in await session.execute(queries.SAVED, {"mentee_id": mentee_id})]


async def save(session: AsyncSession, programme_id: UUID, body: SavedListIn, caller: Caller) -> list[SavedOut]:
    """Replace a mentee's saved list; several tabs do so one after the other.

    A wish to be told of room is not kept for a mentor who has room now: they can be asked.

    Raises:
        NotTheMentee: only mentees keep one. NotFound: somebody on it is no mentor of this programme.
    """
    reader = await require_reader(session, programme_id, caller)
    if reader.participant_id is None:
        raise NotTheMentee
    wanted = {item.mentor_id: item for item in body.items}
    await lock_one_among(session, reader.participant_id, wanted)
    known = await session.scalars(
        select(Participant.id).where(
            Participant.id.in_(wanted),
            Participant.programme_id == programme_id,
            Participant.role == Role.MENTOR,
            Participant.state.in_([ParticipantState.ACTIVE, ParticipantState.PAUSED]),
        )
    )
    if set(known) != set(wanted):
        raise NotFound
    values = {"mentee_id": reader.participant_id, "mentors": list(wanted)}
    await session.execute(queries.UNSAVE, values)
    await session.execute(queries.SAVE, values | {"wished": [item.mentor_id for item in wanted.values() if item.tell_me]})
    return await saved(session, reader.participant_id)


@dataclass(frozen=True, slots=True)
class Filters:
    """What to search for; None does not filter."""

    query: str | None = None
    language: str | None = None
    level: str | None = None
    field: str | None = None
    sector: str | None = None
    topic: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Student:
    """Whom a search is for: what they seek, and what hides mentors from them for good."""

    profile: MenteeProfile
    past: dict[UUID, list[Hidden]]


async def search(
    session: AsyncSession,
    programme_id: UUID,
    filters: Filters,
    sort: Sort,
    directories: Directories,
    caller: Caller,
    mentee_id: UUID | None = None,
) -> list[FoundOut]:
    """Search with all of R10 applied; a coordinator finds everybody, with the reasons why one is hidden.

    Those of one student come with `mentee_id`, which is the coordinators' alone. Staff find whoever may be asked by anybody.

    Raises:
        Forbidden: somebody else than a coordinator searches for a student. NotFound: no mentee of this programme has that id.
    """
    reader = await require_reader(session, programme_id, caller)
    if mentee_id is not None and not reader.coordinates:
        raise Forbidden
    student = await _student(session, programme_id, mentee_id or reader.participant_id)
    snapshot = await directories.snapshot(programme_id)
    query = (filters.query or "").strip() or None
    values = {name: getattr(filters, name) for name in Filters.__dataclass_fields__}
    values |= {"programme_id": programme_id, "prefixes": queries.prefixes(query or ""), "query": query}
    rows = (await session.execute(queries.SEARCH, values | {"everybody": reader.coordinates})).all()
    judged = [(row, _hidden(row, snapshot, student)) for row in rows]
    found = [_found(row, hidden, student) for row, hidden in judged if reader.coordinates or not hidden]
    return _sorted(found, sort, student)


async def _student(session: AsyncSession, programme_id: UUID, mentee_id: UUID | None) -> Student | None:
    """Return whom a search is for; coordinators and staff may search for nobody."""
    if mentee_id is None:
        return None
    profile = await queries.student(session, programme_id, mentee_id)
    if profile is None:
        raise NotFound
    return Student(profile, await _past(session, mentee_id))


def _hidden(row: Row[Any], snapshot: Snapshot, student: Student | None) -> list[Hidden]:
    """Say why a mentor is in nobody's directory, or not in this student's."""
    reasons = [
        (Hidden.NOT_ACTIVE, row.state != ParticipantState.ACTIVE),
        (Hidden.NO_FREE_PLACE, not row.has_place),
        (Hidden.MAX_PENDING, row.max_pending),
        (Hidden.WINDOW, snapshot.window not in {Window.OPEN, Window.PREVIEW}),
    ]
    if student is not None:
        reasons.append((Hidden.LEVEL, not level_fits(row.seeks, student.profile.level)))
        reasons += [(reason, True) for reason in student.past.get(row.participant_id, [])]
    return [reason for reason, applies in reasons if applies]


def _found(row: Row[Any], hidden: list[Hidden], student: Student | None) -> FoundOut:
    card = card_of(row)
    if student is None:
        return FoundOut(mentor=card, score=None, reasons=[], against=[], hidden=hidden)
    measured = fit(card, student.profile)
    reasons, against = list(measured.reasons), list(measured.against)
    return FoundOut(mentor=card, score=measured.score, reasons=reasons, against=against, hidden=hidden)


def _sorted(found: list[FoundOut], sort: Sort, student: Student | None) -> list[FoundOut]:
    """Sort what was found; without a student there is neither fit nor a fair order, and it stays by id."""
    if sort == Sort.NAME:
        return sorted(found, key=lambda each: each.mentor.name.casefold())
    if student is None:
        return found
    order = fair_order(student.profile.participant_id, [each.mentor.id for each in found])
    place = {mentor: number for number, mentor in enumerate(order)}
    if sort == Sort.FAIR:
        return sorted(found, key=lambda each: place[each.mentor.id])
    return sorted(found, key=lambda each: (-(each.score or 0), place[each.mentor.id]))


async def mentor(
    session: AsyncSession, programme_id: UUID, mentor_id: UUID, directories: Directories, caller: Caller
) -> MentorOut:
    """Return a mentor's own page.

    Raises:
        NotFound: no such mentor here, or not for the caller to read.
    """
    reader = await require_reader(session, programme_id, caller)
    await require_readable(session, mentor_id, caller)
    profile = await session.get(MentorProfile, mentor_id)
    participant = await session.get(Participant, mentor_id)
    if profile is None or participant is None or participant.programme_id != programme_id:
        raise NotFound
    snapshot = await directories.snapshot(programme_id)
    available = mentor_id in snapshot.cards and snapshot.window == Window.OPEN
    shown = MentorProfileOut.model_validate(profile)
    if reader.participant_id is None:
        return MentorOut(profile=shown, available=available, score=None, reasons=[], against=[])
    mentee = await session.get_one(MenteeProfile, reader.participant_id)
    measured = fit(profile, mentee)
    past = await _past(session, reader.participant_id)
    available = available and level_fits(profile.seeks, reader.level) and mentor_id not in past
    return MentorOut(
        profile=shown,
        available=available,
        score=measured.score,
        reasons=list(measured.reasons),
        against=list(measured.against),
    )
