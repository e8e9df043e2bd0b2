"""Requests and proposals as their two sides and the coordinators see them."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller
from kisalli.core.errors import NotFound
from kisalli.programmes.errors import NotTheMentor
from kisalli.programmes.queries import RUNS
from kisalli.requests import queries
from kisalli.requests.errors import RequestNotPending
from kisalli.requests.models import RequestState
from kisalli.requests.schemas import ConsequencesOut, GroupNameOut, PartyOut, ProposalOut, RequestOut

# What concerns the caller: their own side, or all of a programme that they coordinate.
CONCERNED = f"""
  JOIN participant mentor ON mentor.id = it.mentor_id JOIN participant mentee ON mentee.id = it.mentee_id
  JOIN programme g ON g.id = it.programme_id
 WHERE (CAST(:programme_id AS uuid) IS NULL OR it.programme_id = :programme_id)
   AND (CAST(:state AS text) IS NULL OR it.state = :state)
   AND (CAST(:participant_id AS uuid) IS NULL OR :participant_id IN (it.mentor_id, it.mentee_id))
   AND (mentor.person_id = :person_id OR mentee.person_id = :person_id OR {RUNS})
"""
NAMED = """
  JOIN mentor_profile mp ON mp.participant_id = it.mentor_id JOIN mentee_profile me ON me.participant_id = it.mentee_id
  LEFT JOIN mentoring_group q ON q.match_id = it.group_id
"""
ONE_PAGE = """
   AND (CAST(:id AS uuid) IS NULL OR it.id = :id) AND (CAST(:before AS uuid) IS NULL OR it.id < :before)
 ORDER BY it.id DESC LIMIT :limit
"""
REQUESTS = text(f"""
SELECT it.*, mp.name AS mentor_name, me.name AS mentee_name, q.theme, g.requests_closes, g.grace_days,
       mentor.person_id = :person_id AS as_mentor,
       EXISTS (SELECT FROM match_member m JOIN match_member o ON o.match_id = m.match_id AND o.participant_id = it.mentor_id
                WHERE m.request_id = it.id AND m.active AND o.active) AS together
  FROM request it {NAMED} {CONCERNED} {ONE_PAGE}
""")  # noqa: S608 - our own words
PROPOSALS = text(f"""
SELECT it.*, mp.name AS mentor_name, me.name AS mentee_name, q.theme FROM proposal it {NAMED} {CONCERNED} {ONE_PAGE}
""")  # noqa: S608 - our own words
COUNT_REQUESTS = text(f"SELECT count(*) FROM request it {CONCERNED}")  # noqa: S608 - our own words
COUNT_PROPOSALS = text(f"SELECT count(*) FROM proposal it {CONCERNED}")  # noqa: S608 - our own words
# What a group's mentor gives is what has passed to others in it, if anything has (matches.groups).
CONSEQUENCES = text("""
SELECT COALESCE((SELECT s.phone IS NOT NULL FROM contact_snapshot s WHERE s.match_id = :group_id AND s.participant_id = :mentor_id
                    AND EXISTS (SELECT FROM disclosure d WHERE d.match_id = :group_id AND d.owner_id = :mentor_id)),
                (SELECT phone IS NOT NULL FROM contact WHERE participant_id = :mentor_id)) AS gives_phone,
       (SELECT phone IS NOT NULL FROM contact WHERE participant_id = :mentee_id) AS gets_phone,
       CASE WHEN CAST(:group_id AS uuid) IS NULL THEN
          (SELECT count(*) FROM mentor_place pl WHERE pl.mentor_id = :mentor_id AND NOT EXISTS (
             SELECT FROM match_member m WHERE m.participant_id = pl.mentor_id AND m.place_number = pl.number AND m.active))
       ELSE (SELECT count(*) FROM group_place pl WHERE pl.match_id = :group_id AND NOT EXISTS (
             SELECT FROM match_member m WHERE m.match_id = pl.match_id AND m.group_place = pl.number AND m.active)) END AS free
""")
# Who asks for the same: a pair with the mentor, or a place in that group.
OTHERS = text("""
SELECT r.mentee_id, me.name FROM request r JOIN mentee_profile me ON me.participant_id = r.mentee_id
 WHERE r.mentor_id = :mentor_id AND r.state = 'pending' AND r.id <> :id AND r.group_id IS NOT DISTINCT FROM :group_id
 ORDER BY r.id
""")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which requests or proposals to list; None does not filter. A participant is in them as either side."""

    programme_id: UUID | None
    state: str | None = None
    participant_id: UUID | None = None


async def requests(
    session: AsyncSession, chosen: Chosen, limit: int, caller: Caller, *, before: UUID | None = None
) -> list[RequestOut]:
    """Return the requests that concern the caller, the latest first."""
    return [_request(row) for row in await _rows(session, REQUESTS, chosen, limit, caller, before=before)]


async def count_requests(session: AsyncSession, chosen: Chosen, caller: Caller) -> int:
    """Return how many requests concern the caller."""
    return await session.scalar(COUNT_REQUESTS, asdict(chosen) | {"person_id": caller.person_id}) or 0


async def _rows(
    session: AsyncSession,
    statement: TextClause,
    chosen: Chosen,
    limit: int,
    caller: Caller,
    *,
    before: UUID | None = None,
    only: UUID | None = None,
) -> Sequence[Row[Any]]:
    values = asdict(chosen) | {"id": only, "before": before, "limit": limit, "person_id": caller.person_id}
    return (await session.execute(statement, values)).all()


def parties(rows: Iterable[RequestOut | ProposalOut]) -> list[UUID]:
    """Return the participants of both sides."""
    return [side.participant_id for row in rows for side in (row.mentor, row.mentee)]


async def request(session: AsyncSession, request_id: UUID, caller: Caller) -> RequestOut:
    """Return one request.

    Raises:
        NotFound: there is none, or it does not concern the caller.
    """
    rows = await _rows(session, REQUESTS, Chosen(None), 1, caller, only=request_id)
    if not rows:
        raise NotFound
    return _request(rows[0])


def _request(row: Row[Any]) -> RequestOut:
    closed_to_mentor = row.as_mentor and row.state != RequestState.PENDING and not row.together
    return RequestOut(
        id=row.id,
        programme_id=row.programme_id,
        state=row.state,
        mentor=PartyOut(participant_id=row.mentor_id, name=row.mentor_name),
        mentee=PartyOut(participant_id=row.mentee_id, name=row.mentee_name),
        group=GroupNameOut(match_id=row.group_id, theme=row.theme) if row.group_id else None,
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


async def consequences(session: AsyncSession, request_id: UUID, caller: Caller) -> tuple[UUID, ConsequencesOut]:
    """Say in which programme, and what accepting would do: who gets which contacts, who is released (R47).

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
    parties = {"mentor_id": found.mentor_id, "mentee_id": found.mentee_id, "group_id": found.group_id}
    row = (await session.execute(CONSEQUENCES, parties)).one()
    asked = {"mentor_id": found.mentor_id, "group_id": found.group_id, "id": request_id}
    others = await session.execute(OTHERS, asked)
    left = row.free - 1
    released = [PartyOut(participant_id=each.mentee_id, name=each.name) for each in others] if left <= 0 else []
    gives, gets = _fields(phone=row.gives_phone), _fields(phone=row.gets_phone)
    return found.programme_id, ConsequencesOut(gives=gives, gets=gets, releases=released, places_left=max(left, 0))


def _fields(*, phone: bool | None) -> list[str]:
    return ["name", "email", "phone"] if phone else ["name", "email"]


async def proposals(
    session: AsyncSession, chosen: Chosen, limit: int, caller: Caller, *, before: UUID | None = None
) -> list[ProposalOut]:
    """Return the proposals that concern the caller, the latest first."""
    return [_proposal(row) for row in await _rows(session, PROPOSALS, chosen, limit, caller, before=before)]


async def count_proposals(session: AsyncSession, chosen: Chosen, caller: Caller) -> int:
    """Return how many proposals concern the caller."""
    return await session.scalar(COUNT_PROPOSALS, asdict(chosen) | {"person_id": caller.person_id}) or 0


async def proposal(session: AsyncSession, proposal_id: UUID, caller: Caller) -> ProposalOut:
    """Return one proposal.

    Raises:
        NotFound: there is none, or it does not concern the caller.
    """
    rows = await _rows(session, PROPOSALS, Chosen(None), 1, caller, only=proposal_id)
    if not rows:
        raise NotFound
    return _proposal(rows[0])


def _proposal(row: Row[Any]) -> ProposalOut:
    return ProposalOut(
        id=row.id,
        programme_id=row.programme_id,
        state=row.state,
        mentor=PartyOut(participant_id=row.mentor_id, name=row.mentor_name),
        mentee=PartyOut(participant_id=row.mentee_id, name=row.mentee_name),
        group=GroupNameOut(match_id=row.group_id, theme=row.theme) if row.group_id else None,
        note=row.note,
        overrides=row.overrides,
        mentor_yes_at=row.mentor_yes_at,
        mentee_yes_at=row.mentee_yes_at,
        proposed_at=row.proposed_at,
        expires_at=row.expires_at,
        closed_at=row.closed_at,
        match_id=row.match_id,
    )
