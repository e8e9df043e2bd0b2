"""Programmes: create, edit, publish, archive; their clock, rules and texts.

Whatever acts read under the programme's shared lock is changed here under its exclusive one.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from sqlalchemy import Row, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit, instants
from kisalli.core.caller import Caller
from kisalli.core.errors import FieldProblem, Invalid, NotFound
from kisalli.core.etags import require_match
from kisalli.core.ids import new_id
from kisalli.core.security import hash_secret, new_secret
from kisalli.messages.models import MessageKind
from kisalli.messages.service import News, tell
from kisalli.organisations.queries import works_for
from kisalli.programmes import queries
from kisalli.programmes.clock import lies_within
from kisalli.programmes.errors import IllegalMove
from kisalli.programmes.locks import share_programme, take_programme
from kisalli.programmes.models import Groups, Invitation, Programme, ProgrammeText, Role
from kisalli.programmes.schemas import (
    Clock,
    ClockIn,
    ClockPreviewOut,
    CopyIn,
    InvitationIn,
    InvitationOut,
    ProgrammeActOut,
    ProgrammeIn,
    ProgrammePatch,
    ProgrammeState,
    Rules,
    TextIn,
    Vocabulary,
)

# A sign-up window touches those who still sign up for that role, every other window those who have.
TOUCHED = text("""
SELECT person_id, role FROM participant
 WHERE programme_id = :programme_id
   AND (:onwards AND state IN ('submitted', 'active', 'paused') OR role = ANY(:signups) AND state IN ('draft', 'submitted'))
 ORDER BY id
""")
PENDING = text("""
SELECT count(*) AS pending, clock_timestamp() AS now FROM request WHERE programme_id = :programme_id AND state = 'pending'
""")
WAITED_FOR = text("""
SELECT EXISTS (SELECT FROM request WHERE programme_id = :programme_id AND state = 'pending')
    OR EXISTS (SELECT FROM proposal WHERE programme_id = :programme_id AND state = 'pending')
""")
UNTOLD = {"halfway_on"}  # the mail tells of windows
TELLINGS = text("SELECT count(*) FROM audit WHERE subject_id = :programme_id AND act = 'clock_changed'")


async def create(session: AsyncSession, body: ProgrammeIn, caller: Caller) -> ProgrammeActOut:
    """Create a draft programme.

    Raises:
        NotFound: there is no such organisation, or the caller does not work for it. Invalid: halfway outside the running,
        or a question that is not written in every language.
    """
    if not await works_for(session, body.organisation_id, caller):
        raise NotFound
    _require_halfway(body.clock, body.zone, "#/clock/halfway_on")
    _require_words(body.vocabulary, body.languages)
    programme = Programme(
        id=new_id(),
        organisation_id=body.organisation_id,
        zone=body.zone,
        languages=body.languages,
        contact_address=body.contact_address,
        **_clock_columns(body.clock),
        **body.rules.model_dump(),
        **body.vocabulary.model_dump(),
    )
    session.add(programme)
    await session.flush()
    session.add_all(
        ProgrammeText(programme_id=programme.id, language=language, **words.model_dump())
        for language, words in body.texts.items()
    )
    _record(session, programme, caller, "programme_created", to_state=ProgrammeState.DRAFT)
    return ProgrammeActOut(id=programme.id, state=ProgrammeState.DRAFT)


async def copy(session: AsyncSession, programme_id: UUID, body: CopyIn, caller: Caller) -> ProgrammeActOut:
    """Make a draft from a programme: its rules, vocabulary, questions and texts, its clock moved by whole days (R4).

    Raises:
        NotFound, Forbidden: the caller does not run it.
        Invalid: its windows can't be moved to that day, or a name is in a language that it does not have.
    """
    await queries.require_coordinator(session, programme_id, caller)
    await share_programme(session, programme_id)
    source = await session.get_one(Programme, programme_id, populate_existing=True)
    if strange := body.names.keys() - set(source.languages):
        raise Invalid(
            errors=[
                FieldProblem(f"#/names/{each}", "language", "The programme does not have this language")
                for each in sorted(strange)
            ]
        )
    kept = ("organisation_id", "zone", "languages", "contact_address", *Rules.model_fields, *Vocabulary.model_fields)
    clock = _moved(Clock.model_validate(source, from_attributes=True), source.zone, body.mentor_signup_opens)
    made = Programme(id=new_id(), **{name: getattr(source, name) for name in kept}, **_clock_columns(clock))
    session.add(made)
    await session.flush()
    session.add_all(
        ProgrammeText(programme_id=made.id, language=each.language, **_words(each, body.names.get(each.language, each.name)))
        for each in (await queries.texts(session, [programme_id]))[programme_id]
    )
    details = {"copied_from": str(programme_id)}
    _record(session, made, caller, "programme_created", to_state=ProgrammeState.DRAFT, details=details)
    return ProgrammeActOut(id=made.id, state=ProgrammeState.DRAFT)


def _words(text: ProgrammeText, name: str) -> dict[str, Any]:
    """Return what a programme says of itself, under another name."""
    return {field: getattr(text, field) for field in TextIn.model_fields} | {"name": name}


def _moved(clock: Clock, zone: str, opens: date) -> Clock:
    """Move a whole clock so that mentors sign up from a day on."""
    by = opens - instants.wall(clock.mentor_signup_opens, zone).date()
    times = {name: instants.moved(value, by, zone) for name, value in clock if isinstance(value, datetime)}
    halfway = clock.halfway_on + by if clock.halfway_on else None
    try:
        return Clock(**times, halfway_on=halfway)
    except ValidationError as error:  # beyond the years we know, or a window shorter than the hour that summer time takes
        raise Invalid(errors=[FieldProblem("#/mentor_signup_opens", "clock", "Choose another day")]) from error


async def edit(
    session: AsyncSession, programme_id: UUID, patch: ProgrammePatch, if_match: str | None, caller: Caller
) -> Programme:
    """Change contact address, rules or vocabulary.

    Raises:
        Invalid: a question is not written in every language of the programme.
        IllegalMove: groups beside pairs, or no longer, and the programme is no draft: who may be asked hangs on it.
    """
    programme = await alone(session, programme_id, if_match, caller)
    changes: dict[str, Any] = {}
    if patch.contact_address is not None:
        changes["contact_address"] = patch.contact_address
    if patch.rules is not None:
        beside_changes = (programme.groups == Groups.BESIDE) != (patch.rules.groups == Groups.BESIDE)
        if beside_changes and programme.published_at is not None:
            raise IllegalMove
        changes |= patch.rules.model_dump()
    if patch.vocabulary is not None:
        _require_words(patch.vocabulary, programme.languages)
        changes |= patch.vocabulary.model_dump()
    changed = [name for name, value in changes.items() if getattr(programme, name) != value]
    for name in changed:
        setattr(programme, name, changes[name])
    programme.version += 1
    _record(session, programme, caller, "programme_edited", details={"fields": sorted(changed)})
    return programme


async def set_clock(session: AsyncSession, programme: Programme, clock: ClockIn, caller: Caller) -> None:
    """Extend a window or close it early, of a programme that is had `alone`; whom it touches is told once that is public (R1).

    Raises:
        Invalid: halfway lies outside the running period. IllegalMove: another zone, and the programme is no draft.
    """
    _require_halfway(clock, _zone_of(programme, clock), "#/halfway_on")
    changed = _changed(programme, clock)
    for name, value in changed.items():
        setattr(programme, name, value)
    programme.version += 1
    if programme.requests_closes > await instants.now(session):
        programme.unmatched_told_at = None  # R13 speaks again after the new close
    _record(session, programme, caller, "clock_changed", details={"fields": sorted(changed)})
    if changed and programme.published_at is not None:
        await session.flush()
        occasion = (await session.scalar(TELLINGS, {"programme_id": programme.id}) or 0) + 1  # this change's row is still to come
        people = await _touched(session, programme.id, changed)
        news = [News(programme.id, each.person_id, MessageKind.WINDOW_CHANGED, programme.id, occasion) for each in people]
        tell(session, *news)


async def preview_clock(session: AsyncSession, programme_id: UUID, clock: ClockIn, caller: Caller) -> ClockPreviewOut:
    """Say whom a change of the clock would touch, without making it; what `set_clock` refuses is refused here."""
    await queries.require_coordinator(session, programme_id, caller)
    programme = await queries.visible(session, programme_id, caller)
    _require_halfway(clock, _zone_of(programme, clock), "#/halfway_on")
    roles = Counter(each.role for each in await _touched(session, programme_id, _changed(programme, clock)))
    row = (await session.execute(PENDING, {"programme_id": programme_id})).one()
    grace_over = clock.requests_closes + queries.grace(programme) <= row.now
    return ClockPreviewOut(
        mentors=roles[Role.MENTOR],
        mentees=roles[Role.MENTEE],
        pending_requests=row.pending,
        released=row.pending if grace_over else 0,
    )


async def set_text(
    session: AsyncSession, programme_id: UUID, language: str, words: TextIn, if_match: str | None, caller: Caller
) -> Programme:
    """Write what the programme says of itself in one language."""
    programme = await alone(session, programme_id, if_match, caller)
    if language not in programme.languages:
        raise NotFound
    found = await session.get(ProgrammeText, (programme_id, language))
    if found is None:
        session.add(ProgrammeText(programme_id=programme_id, language=language, **words.model_dump()))
    else:
        for name, value in words.model_dump().items():
            setattr(found, name, value)
    programme.version += 1
    _record(session, programme, caller, "text_changed", details={"language": language})
    return programme


async def publish(session: AsyncSession, programme_id: UUID, caller: Caller) -> ProgrammeActOut:
    """Make a draft public.

    Raises:
        IllegalMove: it is public or archived already.
    """
    programme = await alone(session, programme_id, "*", caller)
    if programme.published_at is not None or programme.archived_at is not None:
        raise IllegalMove
    programme.published_at = await instants.now(session)
    programme.version += 1
    moves = {"from_state": ProgrammeState.DRAFT, "to_state": ProgrammeState.PUBLISHED}
    _record(session, programme, caller, "programme_published", **moves)
    return ProgrammeActOut(id=programme_id, state=ProgrammeState.PUBLISHED)


async def archive(session: AsyncSession, programme_id: UUID, caller: Caller) -> ProgrammeActOut:
    """Put an ended programme, or a draft, away.

    Raises:
        IllegalMove: it still runs, somebody still waits for an answer in it, or it is archived already.
    """
    programme = await alone(session, programme_id, "*", caller)
    now = await instants.now(session)
    running = programme.published_at is not None and now < max(programme.running_closes, programme.requests_closes)
    if programme.archived_at is not None or running or await session.scalar(WAITED_FOR, {"programme_id": programme_id}):
        raise IllegalMove
    programme.archived_at = now
    programme.version += 1
    _record(session, programme, caller, "programme_archived", to_state=ProgrammeState.ARCHIVED)
    return ProgrammeActOut(id=programme_id, state=ProgrammeState.ARCHIVED)


async def invite(session: AsyncSession, programme_id: UUID, body: InvitationIn, caller: Caller) -> InvitationOut:
    """Make an invitation; its code is shown once and only its hash is kept."""
    await queries.require_coordinator(session, programme_id, caller)
    code = new_secret()[:16]
    invitation = Invitation(
        id=new_id(),
        programme_id=programme_id,
        role=body.role,
        code_hash=hash_secret(code),
        uses_left=body.uses,
        closes=body.closes,
    )
    session.add(invitation)
    row = {"programme_id": programme_id, "caller_id": caller.person_id, "act": "invitation_made", "subject": "invitation"}
    audit.record(session, row | {"subject_id": invitation.id, "details": {"role": body.role, "uses": body.uses}})
    return InvitationOut(id=invitation.id, code=code, role=body.role, uses_left=body.uses, closes=body.closes)


async def alone(session: AsyncSession, programme_id: UUID, if_match: str | None, caller: Caller) -> Programme:
    """Take a programme for oneself and read it afresh.

    Raises:
        NotFound, Forbidden: the caller does not run it. Stale, PreconditionRequired: it is another version.
    """
    await queries.require_coordinator(session, programme_id, caller)
    await take_programme(session, programme_id)
    found = await session.scalar(
        select(Programme)
        .where(Programme.id == programme_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound
    require_match(if_match, found.version)
    return found


def _record(session: AsyncSession, programme: Programme, caller: Caller, act: str, **more: Any) -> None:  # noqa: ANN401
    row = {"programme_id": programme.id, "organisation_id": programme.organisation_id, "caller_id": caller.person_id}
    audit.record(session, row | {"act": act, "subject": "programme", "subject_id": programme.id} | more)


def _require_halfway(clock: Clock, zone: str, pointer: str) -> None:
    """Refuse a halfway check-in on a day that nobody is mentored on (R1)."""
    day = clock.halfway_on
    if day is not None and not lies_within(day, clock.running_opens, clock.running_closes, ZoneInfo(zone)):
        raise Invalid(errors=[FieldProblem(pointer, "outside_running", "Choose a day while the programme is running")])


def _zone_of(programme: Programme, clock: ClockIn) -> str:
    """Return the zone that a clock is meant in.

    Raises:
        IllegalMove: it is another one, and people have read the days of this programme already.
    """
    zone = clock.zone or programme.zone
    if zone != programme.zone and (programme.published_at is not None or programme.archived_at is not None):
        raise IllegalMove
    return zone


def _changed(programme: Programme, clock: ClockIn) -> dict[str, Any]:
    """Return the columns that a clock would change, with their new values."""
    columns = _clock_columns(clock) | {"zone": clock.zone or programme.zone}
    return {name: value for name, value in columns.items() if getattr(programme, name) != value}


async def _touched(session: AsyncSession, programme_id: UUID, changed: Collection[str]) -> Sequence[Row[Any]]:
    """Return person and role of those whom a change of these columns concerns (R1); nothing changed concerns nobody."""
    signups = {role: {f"{role}_signup_opens", f"{role}_signup_closes"} for role in Role}
    values = {
        "programme_id": programme_id,
        "signups": [role for role, columns in signups.items() if columns & set(changed)],
        "onwards": bool(set(changed).difference(UNTOLD, *signups.values())),
    }
    return (await session.execute(TOUCHED, values)).all()


def _require_words(vocabulary: Vocabulary, languages: list[str]) -> None:
    """Refuse a question that somebody would meet in another language than theirs, or without words."""
    pointers = [
        f"#/vocabulary/questions/{number}/label/{language}"
        for number, question in enumerate(vocabulary.questions)
        for language in languages
        if not question.label.get(language)
    ]
    if pointers:
        raise Invalid(errors=[FieldProblem(pointer, "missing", "This is required") for pointer in pointers])


def _clock_columns(clock: Clock) -> dict[str, Any]:
    columns = {name: getattr(clock, name) for name in Clock.model_fields}
    return columns | {"mentee_signup_opens": clock.mentee_opens, "mentee_signup_closes": clock.mentee_closes}
