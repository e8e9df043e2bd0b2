"""Whether a caller may join a programme, as what, and what would help where they may not: told before a form is filled (R3).

What is said here and what `join` does stand on the same rules: `admission` for people, `clock` for the window.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import instants
from kisalli.core.caller import Caller
from kisalli.organisations.models import Organisation
from kisalli.people import queries as people
from kisalli.programmes import queries
from kisalli.programmes.admission import Bar, mentee_bar
from kisalli.programmes.models import MentorAdmission, Participant, ParticipantState, Programme, Role
from kisalli.programmes.schemas import EligibilityOut, Help, RoleEligibilityOut

INVITED = (Help.INVITATION_CODE, Help.ORGANISERS)
HELPS: dict[Bar, tuple[Help, ...]] = {
    Bar.TAKES_PART: (Help.ORGANISERS,),
    Bar.SIGNUP_NOT_OPEN: (Help.WAIT, Help.INVITATION_CODE),
    Bar.SIGNUP_CLOSED: INVITED,
    Bar.INVITED_ONLY: INVITED,
    Bar.NOTHING_KNOWN: (Help.UNIVERSITY_SIGN_IN, *INVITED),
    Bar.OTHER_HOME: (Help.UNIVERSITY_SIGN_IN, *INVITED),
    Bar.OTHER_AFFILIATION: INVITED,
    Bar.STAFF: INVITED,
}


async def eligibility(session: AsyncSession, programme_id: UUID, caller: Caller) -> EligibilityOut:
    """Say whether the caller may join as a mentor and as a mentee, and if not, why.

    Raises:
        NotFound: there is no such programme, or not for them.
    """
    programme = await queries.visible(session, programme_id, caller)
    now = await instants.now(session)
    mine = (Participant.programme_id == programme_id, Participant.person_id == caller.person_id)
    part = await session.scalar(select(Participant).where(*mine))
    if part is not None and not makes_room(part):
        bars: dict[Role, list[Bar]] = {role: [Bar.TAKES_PART] for role in Role}
    else:
        bars = {role: window_bars(programme, role, now) for role in Role}
        if programme.mentor_admission == MentorAdmission.INVITATION:
            bars[Role.MENTOR].append(Bar.INVITED_ONLY)
        organisation = await session.get_one(Organisation, programme.organisation_id)
        bar = mentee_bar(programme, organisation, await people.affiliations(session, caller.person_id))
        bars[Role.MENTEE] += [bar] if bar else []
    return EligibilityOut(
        mentor=_told(programme, Role.MENTOR, bars[Role.MENTOR]),
        mentee=_told(programme, Role.MENTEE, bars[Role.MENTEE]),
        contact_address=programme.contact_address,
    )


def makes_room(part: Participant) -> bool:
    """Whether a part makes room for another: it was left before anybody saw it (in the wrong role, say)."""
    return part.state == ParticipantState.LEFT and part.published_at is None


def signup_of(programme: Programme, role: Role) -> tuple[datetime, datetime]:
    """Return the window `[opens, closes)` in which people of a role sign up."""
    if role == Role.MENTOR:
        return programme.mentor_signup_opens, programme.mentor_signup_closes
    return programme.mentee_signup_opens, programme.mentee_signup_closes


def window_bars(programme: Programme, role: Role, now: datetime) -> list[Bar]:
    """Return how the clock keeps people of a role from joining; an archived programme takes nobody."""
    opens, closes = signup_of(programme, role)
    if programme.archived_at is not None or now >= closes:
        return [Bar.SIGNUP_CLOSED]
    return [Bar.SIGNUP_NOT_OPEN] if now < opens else []


def _told(programme: Programme, role: Role, bars: list[Bar]) -> RoleEligibilityOut:
    opens, closes = signup_of(programme, role)
    wanted = {each for bar in bars for each in HELPS[bar]}
    if programme.archived_at is not None:
        wanted.discard(Help.INVITATION_CODE)  # nobody is let in any more
    return RoleEligibilityOut(
        may_join=not bars,
        reasons=bars,
        help=[each for each in Help if each in wanted],
        opens=opens,
        closes=closes,
    )
