"""Asking for an erasure: what it would do, and whether whoever asks may."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller
from kisalli.core.errors import FieldProblem, Forbidden, Invalid, NotFound, Unauthenticated
from kisalli.organisations.models import MemberRole
from kisalli.people.models import Person
from kisalli.privacy.erasure import left_alone
from kisalli.privacy.errors import FreshSignInNeeded
from kisalli.privacy.schemas import EndingPartOut, ErasePreviewOut

FRESH_MINUTES = 10
FRESH = text("""
SELECT EXISTS (SELECT FROM session WHERE id = CAST(:session_id AS uuid) AND person_id = :person_id AND ended_at IS NULL
                  AND created_at > clock_timestamp() - make_interval(mins => :minutes))
""")
ENDING = text("""
SELECT p.programme_id, p.role,
       (SELECT count(*) FROM request r WHERE r.state = 'pending' AND p.id IN (r.mentor_id, r.mentee_id)) AS pending_requests,
       (SELECT count(*) FROM match_member m WHERE m.participant_id = p.id AND m.active) AS active_matches
  FROM participant p WHERE p.person_id = :person_id ORDER BY p.id
""")
FOUND = text("""
SELECT p.person_id, g.organisation_id, w.role FROM participant p JOIN programme g ON g.id = p.programme_id
  JOIN organisation_member w ON w.organisation_id = g.organisation_id AND w.person_id = :person_id
 WHERE p.id = :participant_id
""")


async def preview(session: AsyncSession, caller: Caller) -> ErasePreviewOut:
    """Say what erasing the caller would end.

    Raises:
        Unauthenticated: the caller is gone.
    """
    person = await session.get(Person, caller.person_id)
    if person is None:
        raise Unauthenticated
    parts = await session.execute(ENDING, {"person_id": caller.person_id})
    return ErasePreviewOut(
        confirmation=person.email,
        signed_in_freshly=await _fresh(session, caller),
        parts=[EndingPartOut.model_validate(row) for row in parts],
        last_admin_of=await left_alone(session, caller.person_id),
    )


async def require_own_word(session: AsyncSession, confirmation: str, caller: Caller) -> None:
    """Require that it is really the caller who asks: by a sign-in of a few minutes ago, and their address typed.

    Raises:
        FreshSignInNeeded: not a browser in which somebody has just signed in. Invalid: another text was typed.
    """
    if not await _fresh(session, caller):
        raise FreshSignInNeeded
    person = await session.get(Person, caller.person_id)
    if person is None or person.email.casefold() != confirmation.casefold():
        raise Invalid(errors=[FieldProblem("#/confirmation", "wrong_confirmation", "Enter the address of your account")])


async def _fresh(session: AsyncSession, caller: Caller) -> bool:
    values = {"session_id": caller.session_id, "person_id": caller.person_id, "minutes": FRESH_MINUTES}
    return bool(await session.scalar(FRESH, values))


async def asked_of(session: AsyncSession, participant_id: UUID, caller: Caller) -> tuple[UUID, UUID]:
    """Return the person of a participant and the organisation whose admin the caller is.

    Raises:
        NotFound: not the caller's to see. Forbidden: the caller is no admin, or asks for themself.
    """
    values = {"participant_id": participant_id, "person_id": caller.person_id}
    row = (await session.execute(FOUND, values)).one_or_none()
    if row is None:
        raise NotFound
    if row.role != MemberRole.ADMIN or row.person_id == caller.person_id:
        raise Forbidden
    return row.person_id, row.organisation_id
