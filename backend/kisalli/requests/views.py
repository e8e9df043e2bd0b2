"""Requests and proposals as their two sides and the coordinators see them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller
from kisalli.core.errors import NotFound
from kisalli.programmes.errors import NotTheMentor
from kisalli.requests import queries
from kisalli.requests.errors import RequestNotPending
from kisalli.requests.models import RequestState
from kisalli.requests.schemas import ConsequencesOut, PartyOut, ProposalOut, RequestOut

# What concerns the caller: their own side, or all of a programme that they coordinate.
REQUESTS = text("""
SELECT r.*, mp.name AS mentor_name, me.name AS mentee_name, g.requests_closes, g.grace_days,
       mentor.person_id = :person_id AS as_mentor,
       EXISTS (SELECT FROM match_member m WHERE m.request_id = r.id AND m.active) AS together
  FROM request r
  JOIN participant mentor ON mentor.id = r.mentor_id JOIN participant mentee ON mentee.id = r.mentee_id
  JOIN mentor_profile mp ON mp.participant_id = r.mentor_id JOIN mentee_profile me ON me.participant_id = r.mentee_id
  JOIN programme g ON g.id = r.programme_id
 WHERE (CAST(:id AS uuid) IS NULL OR r.id = :id) AND (CAST(:programme_id AS uuid) IS NULL OR r.programme_id = :programme_id)
   AND (CAST(:state AS text) IS NULL OR r.state = :state) AND (CAST(:before AS uuid) IS NULL OR r.id < :before)
   AND (mentor.person_id = :person_id OR mentee.person_id = :person_id OR EXISTS (
        SELECT FROM organisation_member w WHERE w.organisation_id = g.organisation_id AND w.person_id = :person_id))
 ORDER BY r.id DESC LIMIT :limit
""")
PROPOSALS = text("""
SELECT o.*, mp.name AS mentor_name, me.name AS mentee_name
  FROM proposal o
  JOIN participant mentor ON mentor.id = o.mentor_id JOIN participant mentee ON mentee.id = o.mentee_id
  JOIN mentor_profile mp ON mp.participant_id = o.mentor_id JOIN mentee_profile me ON me.participant_id = o.mentee_id
  JOIN programme g ON g.id = o.programme_id
 WHERE (CAST(:id AS uuid) IS NULL OR o.id = :id) AND (CAST(:programme_id AS uuid) IS NULL OR o.programme_id = :programme_id)
   AND (CAST(:state AS text) IS NULL OR o.state = :state) AND (CAST(:before AS uuid) IS NULL OR o.id < :before)
   AND (mentor.person_id = :person_id OR mentee.person_id = :person_id OR EXISTS (
        SELECT FROM organisation_member w WHERE w.organisation_id = g.organisation_id AND w.person_id = :person_id))
 ORDER BY o.id DESC LIMIT :limit
""")
CONSEQUENCES = text("""
SELECT (SELECT phone IS NOT NULL FROM contact WHERE participant_id = :mentor_id) AS gives_phone,
       (SELECT phone IS NOT NULL FROM contact WHERE participant_id = :mentee_id) AS gets_phone,
       (SELECT count(*) FROM mentor_place pl WHERE pl.mentor_id = :mentor_id AND NOT EXISTS (
          SELECT FROM match_member m WHERE m.participant_id = pl.mentor_id AND m.place_number = pl.number AND m.active)) AS free
""")
OTHERS = text("""
SELECT r.mentee_id, me.name FROM request r JOIN mentee_profile me ON me.participant_id = r.mentee_id
 WHERE r.mentor_id = :mentor_id AND r.state = 'pending' AND r.id <> :id ORDER BY r.id
""")


async def requests(
    session: AsyncSession, programme_id: UUID, limit: int, caller: Caller, *, state: str | None = None, before: UUID | None = None
) -> list[RequestOut]:
    """Return the requests of a programme that concern the caller, the latest first."""
    values = {"id": None, "programme_id": programme_id, "state": state, "before": before, "limit": limit}
    rows = await session.execute(REQUESTS, values | {"person_id": caller.person_id})
    return [_request(row) for row in rows]


async def request(session: AsyncSession, request_id: UUID, caller: Caller) -> RequestOut:
    """Return one request.

    Raises:
        NotFound: there is none, or it does not concern the caller.
    """
    values = {"id": request_id, "programme_id": None, "state": None, "before": None, "limit": 1}
    row = (await session.execute(REQUESTS, values | {"person_id": caller.person_id})).one_or_none()
    if row is None:
        raise NotFound
    return _request(row)


def _request(row: Row[Any]) -> RequestOut:
    closed_to_mentor = row.as_mentor and row.state != RequestState.PENDING and not row.together
    return RequestOut(
        id=row.id,
        programme_id=row.programme_id,
        state=row.state,
        mentor=PartyOut(participant_id=row.mentor_id, name=row.mentor_name),
        mentee=PartyOut(participant_id=row.mentee_id, name=row.mentee_name),
        message=None if closed_to_mentor else row.message,
        answer=row.answer,
        decline_wording=row.decline_wording,
        release_reason=row.release_reason,
        sent_at=row.sent_at,
        expires_at=row.expires_at,
        answerable_until=min(row.expires_at, row.requests_closes + timedelta(days=row.grace_days)),
        closed_at=row.closed_at,
        match_id=row.match_id,
    )


async def consequences(session: AsyncSession, request_id: UUID, caller: Caller) -> ConsequencesOut:
    """Say what accepting would do: who gets which contacts, who is released (R47).

    Raises:
        NotFound, NotTheMentor: not the caller's to answer. RequestNotPending.
    """
    found = await queries.request_for(session, request_id, caller)
    if found is None:
        raise NotFound
    if caller.person_id != found.mentor_person_id and not found.coordinates:
        raise NotTheMentor
    if (await request(session, request_id, caller)).state != RequestState.PENDING:
        raise RequestNotPending
    parties = {"mentor_id": found.mentor_id, "mentee_id": found.mentee_id}
    row = (await session.execute(CONSEQUENCES, parties)).one()
    others = await session.execute(OTHERS, {"mentor_id": found.mentor_id, "id": request_id})
    left = row.free - 1
    released = [PartyOut(participant_id=each.mentee_id, name=each.name) for each in others] if left <= 0 else []
    return ConsequencesOut(
        gives=_fields(phone=row.gives_phone), gets=_fields(phone=row.gets_phone), releases=released, places_left=max(left, 0)
    )


def _fields(*, phone: bool | None) -> list[str]:
    return ["name", "email", "phone"] if phone else ["name", "email"]


async def proposals(
    session: AsyncSession, programme_id: UUID, limit: int, caller: Caller, *, state: str | None = None, before: UUID | None = None
) -> list[ProposalOut]:
    """Return the proposals of a programme that concern the caller, the latest first."""
    values = {"id": None, "programme_id": programme_id, "state": state, "before": before, "limit": limit}
    rows = await session.execute(PROPOSALS, values | {"person_id": caller.person_id})
    return [_proposal(row) for row in rows]


async def proposal(session: AsyncSession, proposal_id: UUID, caller: Caller) -> ProposalOut:
    """Return one proposal.

    Raises:
        NotFound: there is none, or it does not concern the caller.
    """
    values = {"id": proposal_id, "programme_id": None, "state": None, "before": None, "limit": 1}
    row = (await session.execute(PROPOSALS, values | {"person_id": caller.person_id})).one_or_none()
    if row is None:
        raise NotFound
    return _proposal(row)


def _proposal(row: Row[Any]) -> ProposalOut:
    return ProposalOut(
        id=row.id,
        programme_id=row.programme_id,
        state=row.state,
        mentor=PartyOut(participant_id=row.mentor_id, name=row.mentor_name),
        mentee=PartyOut(participant_id=row.mentee_id, name=row.mentee_name),
        note=row.note,
        overrides=row.overrides,
        mentor_yes_at=row.mentor_yes_at,
        mentee_yes_at=row.mentee_yes_at,
        proposed_at=row.proposed_at,
        expires_at=row.expires_at,
        closed_at=row.closed_at,
        match_id=row.match_id,
    )
