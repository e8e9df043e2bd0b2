"""Taking part: join with a draft profile, fill it, confirm the contact address that a match will disclose."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit, instants
from kisalli.core.caller import Caller
from kisalli.core.errors import FieldProblem, Invalid, NotFound, TooManyRequests, Unauthenticated
from kisalli.core.etags import require_match
from kisalli.core.ids import new_id
from kisalli.core.security import Keys, hash_secret
from kisalli.messages.models import MessageKind
from kisalli.messages.service import News, tell
from kisalli.organisations.models import Organisation
from kisalli.people import queries as people
from kisalli.people.models import Person
from kisalli.people.service import rights_changed
from kisalli.profiles import queries
from kisalli.profiles.models import Contact, MenteeProfile, MentorProfile
from kisalli.profiles.publishing import Profile, asked, missing
from kisalli.profiles.schemas import ContactIn, JoinIn, MenteeProfileIn, MentorProfileIn, ParticipantActOut
from kisalli.programmes import queries as programmes
from kisalli.programmes.admission import mentee_bar
from kisalli.programmes.clock import require_open
from kisalli.programmes.eligibility import makes_room, signup_of
from kisalli.programmes.errors import AlreadyTakesPart, NotAdmitted, WindowClosed
from kisalli.programmes.locks import lock_participants
from kisalli.programmes.models import MentorAdmission, MentorPlace, Participant, ParticipantState, Programme, Role
from kisalli.terms import service as terms
from kisalli.terms.models import ConsentKind

CODE_TRIES = 5
CODES_A_DAY = 10
CODES_PAUSE_SECONDS = 3600
CODES_TODAY = text("""
SELECT count(*) FROM message
 WHERE subject_id = :participant_id AND kind = 'contact_code' AND created_at > clock_timestamp() - interval '1 day'
""")
# This code will never do again and another has to be asked for; about so long its mail takes, and sooner no try can succeed.
CODE_RETRY_SECONDS = 60
USE_INVITATION = text("""
UPDATE invitation SET uses_left = uses_left - 1
 WHERE programme_id = :programme_id AND role = :role AND code_hash = :code_hash AND uses_left > 0 AND closes > clock_timestamp()
RETURNING closes
""")


async def join(session: AsyncSession, programme_id: UUID, body: JoinIn, caller: Caller) -> ParticipantActOut:
    """Take part with a draft profile.

    Raises:
        NotFound: no such programme, or no such part of the caller's to take a profile from.
        WindowNotOpen, WindowClosed: outside sign-up and without an invitation.
        NotAdmitted: the programme wants an invitation or other people (R3), or the invitation is not good. AlreadyTakesPart.
    """
    programme = await programmes.visible(session, programme_id, caller)
    now = await instants.now(session)
    admitted_until = await _admission(session, programme, body, now, caller)
    # Shared: whoever is being erased joins nothing any more, or is seen there by the erasure.
    person = await session.get(Person, caller.person_id, with_for_update={"read": True})
    if person is None or person.disabled_at is not None:
        raise Unauthenticated
    await _make_room(session, programme_id, caller)
    participant = Participant(
        id=new_id(), programme_id=programme_id, person_id=caller.person_id, role=body.role, admitted_until=admitted_until
    )
    session.add(participant)
    await session.flush()
    session.add(await _draft(session, participant, person.name, programme, body.profile_from))
    if body.role == Role.MENTOR:
        session.add(MentorPlace(mentor_id=participant.id, number=1, programme_id=programme_id))
    if body.profile_from:
        await terms.record(session, person.id, ConsentKind.PROFILE_CARRIED, person.language, participant.id)
    details = {"copied_from": str(body.profile_from)} if body.profile_from else None
    _record(session, participant, caller, "participant_joined", to_state=ParticipantState.DRAFT, details=details)
    rights_changed(session, caller.person_id)
    return ParticipantActOut(id=participant.id, state=ParticipantState.DRAFT)


async def _make_room(session: AsyncSession, programme_id: UUID, caller: Caller) -> None:
    """Let a person take part once; a part that was left before anybody saw it (in the wrong role, say) makes room for another.

    Raises:
        AlreadyTakesPart: they take part, or have taken part.
    """
    mine = (Participant.programme_id == programme_id, Participant.person_id == caller.person_id)
    before = await session.scalar(select(Participant).where(*mine).with_for_update())
    if before is None:
        return
    if not makes_room(before):
        raise AlreadyTakesPart
    await session.delete(before)
    await session.flush()


async def _admission(session: AsyncSession, programme: Programme, body: JoinIn, now: datetime, caller: Caller) -> datetime | None:
    """Until when an invitation admits its bearer; None when the sign-up window does."""
    if programme.archived_at is not None:
        raise WindowClosed
    if body.invitation is not None:
        values = {"programme_id": programme.id, "role": body.role, "code_hash": hash_secret(body.invitation)}
        closes: datetime | None = await session.scalar(USE_INVITATION, values)
        if closes is None:
            raise NotAdmitted
        return closes
    require_open(*signup_of(programme, body.role), now)
    if body.role == Role.MENTOR:
        barred = programme.mentor_admission == MentorAdmission.INVITATION
    else:
        organisation = await session.get_one(Organisation, programme.organisation_id)
        barred = mentee_bar(programme, organisation, await people.affiliations(session, caller.person_id)) is not None
    if barred:
        raise NotAdmitted
    return None


async def _draft(
    session: AsyncSession, participant: Participant, name: str, programme: Programme, profile_from: UUID | None
) -> Profile:
    """Return a first profile: the person's name, or what an earlier profile of theirs says and this programme knows."""
    model = MentorProfile if participant.role == Role.MENTOR else MenteeProfile
    if profile_from is None:
        return model(participant_id=participant.id, name=name)
    found = await queries.own_elsewhere(session, profile_from, participant)
    profile = model(participant_id=participant.id, **carried(found, participant.role, programme))
    profile.name = profile.name or name
    if isinstance(profile, MentorProfile):
        profile.search_text = search_text(profile, programme)
    return profile


def carried(profile: Profile, role: str, programme: Programme) -> dict[str, Any]:
    """Return what a profile takes along into another programme (R8): its words, and the choices and answers that exist there."""
    body = MentorProfileIn if role == Role.MENTOR else MenteeProfileIn
    columns = {name: getattr(profile, name) for name in body.model_fields if name != "role"}
    for name, vocabulary in CHOICES.items():
        known = {choice["key"] for choice in getattr(programme, vocabulary)}
        value = columns.get(name)
        if isinstance(value, list):
            columns[name] = [each for each in value if each in known]
        elif value is not None and value not in known:
            columns[name] = None
    asks = {question["key"] for question in programme.questions if question["role"] == role}
    columns["answers"] = {key: answer for key, answer in profile.answers.items() if key in asks}
    return columns


async def save(
    session: AsyncSession,
    participant_id: UUID,
    body: MentorProfileIn | MenteeProfileIn,
    if_match: str | None,
    caller: Caller,
) -> tuple[Participant, Profile, Contact | None]:
    """Replace a profile; once it is published it may not lose what publishing needed.

    Raises:
        NotFound, Forbidden: not the caller's own. Stale, PreconditionRequired. Invalid: a choice or question that the
        programme does not have, or a published profile that would lack something.
    """
    participant = await queries.own(session, participant_id, caller)
    own = await _lock_own(session, participant_id)
    profile, contact = await queries.profile_of(session, participant)
    require_match(if_match, profile.version)
    if body.role != participant.role:
        raise Invalid(errors=[FieldProblem("#/role", "wrong_role", "This participant has another role")])
    programme = await session.get_one(Programme, participant.programme_id)
    questions = await asked(session, participant_id)
    _require_known(body, programme, questions)
    changed = [name for name, value in _columns(body).items() if getattr(profile, name) != value]
    for name, value in _columns(body).items():
        setattr(profile, name, value)
    if isinstance(profile, MentorProfile):
        profile.search_text = search_text(profile, programme)
    profile.version += 1
    lacking = missing(profile, contact, questions) if own.state != ParticipantState.DRAFT else []
    if lacking:
        raise Invalid(errors=[FieldProblem(f"#/{name}", "missing", "This is required") for name in lacking])
    _record(session, participant, caller, "profile_saved", details={"fields": sorted(changed)})
    if "level" in changed:
        rights_changed(session, participant.person_id)  # another level reads another directory
    return participant, profile, contact


async def _lock_own(session: AsyncSession, participant_id: UUID) -> Row[Any]:
    """Lock the caller's participant and return it as it is now.

    Raises:
        NotFound: another part has taken its place meanwhile. Unauthenticated: the account has been closed.
    """
    locked = await lock_participants(session, [participant_id])
    if participant_id not in locked:
        raise NotFound
    own = locked[participant_id]
    if await session.scalar(select(Person.disabled_at).where(Person.id == own.person_id)) is not None:
        raise Unauthenticated  # whoever is being erased writes nothing new
    return own


def _columns(body: MentorProfileIn | MenteeProfileIn) -> dict[str, Any]:
    columns = body.model_dump(exclude={"role"})
    if columns.get("link") is not None:
        columns["link"] = str(columns["link"])
    return columns


CHOICES = {"field": "fields", "sector": "sectors", "level": "levels", "topics": "topics", "seeks": "levels", "sectors": "sectors"}


def _require_known(body: MentorProfileIn | MenteeProfileIn, programme: Programme, questions: list[dict[str, Any]]) -> None:
    """Refuse keys that are not in the programme's vocabularies or among the role's own questions."""
    wrong = []
    for name, vocabulary in CHOICES.items():
        value = getattr(body, name, None)
        chosen = value if isinstance(value, list) else [value] if value else []
        known = {choice["key"] for choice in getattr(programme, vocabulary)}
        if not set(chosen) <= known:
            wrong.append(FieldProblem(f"#/{name}", "unknown_choice", "Choose from the programme's list"))
    for key in sorted(set(body.answers) - {question["key"] for question in questions}):
        wrong.append(FieldProblem(f"#/answers/{key}", "unknown_choice", "The programme does not ask for this"))
    if wrong:
        raise Invalid(errors=wrong)


def search_text(profile: MentorProfile, programme: Programme) -> str:
    """Return the words that a mentor is found by: their own, and the labels of their choices in every language."""
    words = [profile.name, profile.title, profile.employer, profile.headline, profile.degree, profile.institution]
    words += [profile.place, profile.story]
    chosen: dict[str, list[str | None]] = {"fields": [profile.field], "sectors": [profile.sector], "topics": [*profile.topics]}
    for vocabulary, keys in chosen.items():
        labels = [choice["label"].values() for choice in getattr(programme, vocabulary) if choice["key"] in keys]
        words += [label for each in labels for label in each]
    return "\n".join(word for word in words if word)


async def set_contact(session: AsyncSession, participant_id: UUID, body: ContactIn, caller: Caller) -> Contact:
    """Enter what a match will disclose; a new address gets a code by mail, the sign-in address is confirmed already.

    Raises:
        NotFound, Forbidden: not the caller's own. TooManyRequests: too many codes were mailed today.
    """
    participant = await queries.own(session, participant_id, caller)
    await _lock_own(session, participant_id)
    person = await session.get_one(Person, caller.person_id)
    contact = await session.get(Contact, participant_id, populate_existing=True)
    if contact is None:
        contact = Contact(participant_id=participant_id, email=body.email, version=0, code_tries=0)
        session.add(contact)
    contact.phone = body.phone
    in_force = contact.confirmed_at is not None
    if in_force and contact.email.lower() == body.email.lower():
        contact.next_email = None
    elif body.email.lower() == person.email.lower() and person.email_failed_at is None:
        contact.email, contact.next_email = body.email, None
        contact.confirmed_at = await session.scalar(select(func.clock_timestamp()))
    else:
        contact.email, contact.next_email = (contact.email, body.email) if in_force else (body.email, None)
        await _mail_code(session, participant, contact)
    _record(session, participant, caller, "contact_entered", details={"fields": ["email", "phone"]})
    await session.flush()
    return contact


async def _mail_code(session: AsyncSession, participant: Participant, contact: Contact) -> None:
    """Mail a code to a new address; so few a day that nobody guesses one, or fills a stranger's mailbox."""
    if (await session.scalar(CODES_TODAY, {"participant_id": participant.id}) or 0) >= CODES_A_DAY:
        raise TooManyRequests("Too many codes have been emailed today", retry_after=CODES_PAUSE_SECONDS)
    contact.version += 1  # a code that was mailed before is good for nothing
    contact.code_tries = 0
    code = News(participant.programme_id, participant.person_id, MessageKind.CONTACT_CODE, participant.id, contact.version)
    tell(session, code)


async def confirm_contact(session: AsyncSession, participant_id: UUID, code: str, keys: Keys, caller: Caller) -> bool:
    """Confirm the address by the code mailed to it; whether the code was right (a wrong try is kept, so it commits).

    Raises:
        NotFound: nothing to confirm. TooManyRequests: too many wrong codes; enter the address again for a new one.
    """
    participant = await queries.own(session, participant_id, caller)
    await _lock_own(session, participant_id)
    contact = await session.get(Contact, participant_id, populate_existing=True)
    if contact is None:
        raise NotFound
    address = contact.unconfirmed
    if address is None:
        return True
    if contact.code_tries >= CODE_TRIES:
        raise TooManyRequests("Enter the address again to get a new code", retry_after=CODE_RETRY_SECONDS)
    contact.code_tries += 1
    if code.replace(" ", "") != keys.contact_code(participant_id, address, contact.version):
        return False
    contact.email, contact.next_email = address, None
    contact.confirmed_at = await session.scalar(select(func.clock_timestamp()))
    _record(session, participant, caller, "contact_confirmed")
    return True


def _record(session: AsyncSession, participant: Participant, caller: Caller, act: str, **more: Any) -> None:  # noqa: ANN401
    row = {"programme_id": participant.programme_id, "caller_id": caller.person_id, "act": act, "subject": "participant"}
    audit.record(session, row | {"subject_id": participant.id} | more)
