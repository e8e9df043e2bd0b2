"""Sessions: begin, resume, end. The opaque token is known to the browser alone; the table holds its hash."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.auth.models import IdentityProvider, Session, Way
from kisalli.core import audit, instants
from kisalli.core.caller import Caller
from kisalli.core.errors import NotFound, Unauthenticated
from kisalli.core.ids import new_id
from kisalli.core.security import hash_secret, new_secret
from kisalli.core.settings import Settings
from kisalli.people.models import Person
from kisalli.people.service import rights_changed

RESUME = text("""
UPDATE session s SET last_used_at = clock_timestamp()
  FROM person p
 WHERE s.token_hash = :token_hash AND s.ended_at IS NULL AND s.expires_at > clock_timestamp()
   AND s.last_used_at > clock_timestamp() - make_interval(hours => :idle_hours)
   AND p.id = s.person_id AND p.disabled_at IS NULL
RETURNING s.id, s.person_id
""")
END = text("""
UPDATE session SET ended_at = clock_timestamp(), id_token = NULL
 WHERE id = :id AND person_id = :person_id AND ended_at IS NULL RETURNING id
""")
END_BEFORE = text("""
UPDATE session SET ended_at = clock_timestamp(), id_token = NULL
 WHERE (token_hash = :token_hash OR id = :id) AND ended_at IS NULL RETURNING id, person_id
""")
END_OTHERS = text("""
UPDATE session SET ended_at = clock_timestamp(), id_token = NULL
 WHERE person_id = :person_id AND id IS DISTINCT FROM :kept AND ended_at IS NULL RETURNING id
""")
RUNNING = text("""
SELECT id, way, device, created_at, last_used_at, id IS NOT DISTINCT FROM CAST(:current AS uuid) AS current
  FROM session
 WHERE person_id = :person_id AND ended_at IS NULL AND expires_at > clock_timestamp()
   AND last_used_at > clock_timestamp() - make_interval(hours => :idle_hours)
   AND (CAST(:before AS uuid) IS NULL OR id < :before)
 ORDER BY id DESC LIMIT :limit
""")
DEMO_PEOPLE = text("""
SELECT person.id, person.name, person.email, person.language, COALESCE(part.role, member.role, staff.role) AS role, part.state
  FROM person
  LEFT JOIN LATERAL (SELECT role, state FROM participant WHERE person_id = person.id ORDER BY id LIMIT 1) part ON true
  LEFT JOIN LATERAL (SELECT role FROM organisation_member WHERE person_id = person.id LIMIT 1) member ON true
  LEFT JOIN LATERAL (SELECT kind AS role FROM affiliation WHERE person_id = person.id AND kind = 'staff' LIMIT 1) staff ON true
 WHERE person.demo AND person.disabled_at IS NULL AND COALESCE(part.role, member.role, staff.role) IS NOT NULL
 ORDER BY person.id LIMIT :limit
""")
DEMO_PEOPLE_SHOWN = 28


@dataclass(frozen=True, slots=True)
class SignedIn:
    """By which way and in which browser somebody has signed in; `id_token` (locked) is for signing out there as well.

    `before` is the token of the session that the browser had, `before_id` its id, where it had one when it went to a provider
    (whose form brings no token along): it ends, for nobody would know of it any more.
    """

    way: Way
    device: str
    before: str | None = None
    provider_id: UUID | None = None
    id_token: bytes | None = None
    before_id: UUID | None = None


async def begin(session: AsyncSession, person_id: UUID, settings: Settings, how: SignedIn) -> tuple[str, Caller]:
    """Begin a session for a person and return its opaque token with the caller it makes; a new id at every sign-in."""
    if how.before is not None or how.before_id is not None:
        await _end_before(session, how)
    now = await instants.now(session)
    token, session_id = new_secret(), new_id()
    session.add(
        Session(
            id=session_id,
            person_id=person_id,
            token_hash=hash_secret(token),
            expires_at=now + timedelta(days=settings.session_days),
            last_used_at=now,
            way=how.way,
            device=how.device,
            provider_id=how.provider_id,
            id_token=how.id_token,
        )
    )
    signed_in = {"caller_id": person_id, "act": "signed_in", "subject": "session", "subject_id": session_id}
    audit.record(session, signed_in | {"details": {"how": how.way}})
    return token, Caller(person_id, session_id)


async def demo_person(session: AsyncSession, person_id: UUID, settings: Settings) -> Person:
    """Return a demo person, whom anybody may be.

    Raises:
        NotFound: this is no demo installation, or nobody of the demo has that id.
    """
    person = await session.get(Person, person_id) if settings.demo else None
    if person is None or not person.demo or person.disabled_at is not None:
        raise NotFound
    return person


async def resume(session: AsyncSession, token: str, settings: Settings) -> Caller:
    """Return whose session a token opens, and note its use.

    Raises:
        Unauthenticated: it has ended, been idle for too long, or never was.
    """
    values = {"token_hash": hash_secret(token), "idle_hours": settings.session_idle_hours}
    row = (await session.execute(RESUME, values)).one_or_none()
    if row is None:
        raise Unauthenticated
    return Caller(row.person_id, row.id)


async def end(session: AsyncSession, session_id: UUID, caller: Caller) -> None:
    """End one of the caller's own sessions, on every process.

    Raises:
        NotFound: no such session of theirs.
    """
    ended = await session.scalar(END, {"id": session_id, "person_id": caller.person_id})
    if ended is None:
        raise NotFound
    _ended(session, session_id, caller)


async def sign_out(session: AsyncSession, caller: Caller) -> None:
    """End the session that asks; it may have been ended from afar a moment ago, which comes to the same."""
    if caller.session_id is not None:
        ended = await session.scalar(END, {"id": caller.session_id, "person_id": caller.person_id})
        if ended is not None:
            _ended(session, ended, caller)


async def end_all(session: AsyncSession, person_id: UUID) -> None:
    """End every session of somebody; whoever does it says so in the audit trail, and to the processes (`rights_changed`)."""
    await session.execute(END_OTHERS, {"person_id": person_id, "kept": None})


async def end_others(session: AsyncSession, caller: Caller) -> None:
    """End every session of the caller but the one that asks, on every process."""
    rows = await session.scalars(END_OTHERS, {"person_id": caller.person_id, "kept": caller.session_id})
    for session_id in rows.all():
        _ended(session, session_id, caller)


async def _end_before(session: AsyncSession, how: SignedIn) -> None:
    values = {"token_hash": hash_secret(how.before) if how.before else None, "id": how.before_id}
    for ended in (await session.execute(END_BEFORE, values)).all():
        _ended(session, ended.id, Caller(ended.person_id, ended.id))


async def came_by(session: AsyncSession, caller: Caller) -> tuple[IdentityProvider, bytes] | None:
    """Return the provider at which the caller signed in, with the token to show it at sign-out; None where there is none."""
    query = (
        select(IdentityProvider, Session.id_token)
        .join(Session, Session.provider_id == IdentityProvider.id)
        .where(Session.id == caller.session_id, Session.id_token.is_not(None))
    )
    row = (await session.execute(query)).one_or_none()
    return (row[0], row[1]) if row and row[1] else None


async def still_runs(session: AsyncSession, session_id: UUID) -> bool:
    """Whether a session has not ended."""
    running = select(Session.id).where(Session.id == session_id, Session.ended_at.is_(None))
    return await session.scalar(running.where(Session.expires_at > func.clock_timestamp())) is not None


def _ended(session: AsyncSession, session_id: UUID, caller: Caller) -> None:
    rights_changed(session, caller.person_id, session_id)
    signed_out = {"caller_id": caller.person_id, "act": "signed_out", "subject": "session", "subject_id": session_id}
    audit.record(session, signed_out)


async def running(
    session: AsyncSession, caller: Caller, settings: Settings, *, before: UUID | None, limit: int
) -> Sequence[Row[Any]]:
    """Return the caller's sessions that are good, those begun before one, the latest first."""
    values = {"person_id": caller.person_id, "current": caller.session_id, "idle_hours": settings.session_idle_hours}
    return (await session.execute(RUNNING, values | {"before": before, "limit": limit})).all()
