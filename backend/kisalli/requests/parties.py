"""Locking the people that an act concerns, and the truth about them read under those locks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.acts import StartOver
from kisalli.core.db import advisory_key
from kisalli.matches.models import MatchKind
from kisalli.programmes.clock import grace_ends
from kisalli.programmes.models import Groups, ParticipantState, Role
from kisalli.requests import queries
from kisalli.requests.models import ReleaseReason, RequestState

IDS = bindparam("ids", type_=ARRAY(Uuid()))

# The programme is shared first, for a row is locked only once the join has it; then the parties and everybody on the other
# end of their pending requests and proposals, in one order.
LOCK_PARTIES = text("""
WITH shared AS MATERIALIZED (SELECT pg_advisory_xact_lock_shared(:programme_key)),
concerned AS (
    SELECT unnest(:ids) AS id
    UNION SELECT mentee_id FROM request WHERE state = 'pending' AND mentor_id = ANY(:ids)
    UNION SELECT mentor_id FROM request WHERE state = 'pending' AND mentee_id = ANY(:ids)
    UNION SELECT mentee_id FROM proposal WHERE state = 'pending' AND mentor_id = ANY(:ids)
    UNION SELECT mentor_id FROM proposal WHERE state = 'pending' AND mentee_id = ANY(:ids)
)
SELECT p.id, p.programme_id, p.person_id, p.role, p.state, p.accepting
  FROM participant p JOIN concerned USING (id) CROSS JOIN shared ORDER BY p.id FOR UPDATE OF p
""").bindparams(IDS)

TRUTH_COLUMNS = """
       clock_timestamp() AS now, g.requests_opens, g.requests_closes, g.grace_days, g.request_days,
       g.mentor_pending_max, g.mentee_pending_max, g.groups, g.published_at, g.archived_at,
       ARRAY(SELECT ROW(r.id, r.mentor_id, r.mentee_id, r.mentor_slot, r.mentee_slot, extract(epoch FROM r.expires_at),
                        r.group_id)::text
               FROM request r WHERE r.state = 'pending' AND (r.mentor_id = ANY(:ids) OR r.mentee_id = ANY(:ids))
              ORDER BY r.id) AS requests,
       ARRAY(SELECT ROW(o.id, o.mentor_id, o.mentee_id, NULL, NULL, extract(epoch FROM o.expires_at), o.group_id)::text
               FROM proposal o WHERE o.state = 'pending' AND (o.mentor_id = ANY(:ids) OR o.mentee_id = ANY(:ids))
              ORDER BY o.id) AS proposals,
       ARRAY(SELECT ROW(pl.mentor_id, pl.number)::text FROM mentor_place pl
              WHERE pl.mentor_id = ANY(:ids) AND NOT EXISTS (
                    SELECT FROM match_member m WHERE m.participant_id = pl.mentor_id AND m.place_number = pl.number AND m.active)
              ORDER BY pl.mentor_id, pl.number) AS free_places,
       ARRAY(SELECT ROW(m.participant_id, m.kind, m.mentee_slot)::text FROM match_member m
              WHERE m.active AND m.role = 'mentee' AND m.participant_id = ANY(:ids)) AS matched
"""
TRUTH = text(f"SELECT {TRUTH_COLUMNS} FROM programme g WHERE g.id = :programme_id").bindparams(IDS)  # noqa: S608 - constants only
GLANCE = text(f"""
SELECT {TRUTH_COLUMNS},
       ARRAY(SELECT ROW(p.id, p.person_id, p.role, p.state, p.accepting)::text
               FROM participant p WHERE p.id = ANY(:ids)) AS parties,
       between_them.*
  FROM programme g CROSS JOIN ({queries.HISTORY}) AS between_them WHERE g.id = :programme_id
""").bindparams(IDS)  # noqa: S608 - constants only


@dataclass(slots=True)
class Party:
    """A locked participant: the numbers of a mentor's free places, a mentee's matches by kind with their slots.

    `kinds_max`: how many kinds of match a mentee may be in at once (R27).
    """

    id: UUID
    person_id: UUID
    role: str
    state: str
    accepting: bool
    free_places: list[int]
    matches: dict[str, int]
    kinds_max: int

    @property
    def may_accept(self) -> bool:
        """Whether pending requests may hang on this participant; what `accepting` has to say."""
        return self.state == ParticipantState.ACTIVE and self.has_room

    @property
    def has_room(self) -> bool:
        """Whether one more match is possible: a free place of a mentor, a mentee who may have one more."""
        return bool(self.free_places) if self.role == Role.MENTOR else len(self.matches) < self.kinds_max

    def may_join(self, kind: MatchKind) -> bool:
        """Whether a mentee may have a match of this kind now (I4)."""
        return self.has_room and kind not in self.matches

    def take_slot(self, kind: MatchKind) -> int:
        """Number a mentee's new match: the lowest slot that no other has."""
        slot = next(each for each in range(1, len(self.matches) + 2) if each not in self.matches.values())
        self.matches[kind] = slot
        return slot

    @property
    def away_reason(self) -> ReleaseReason | None:
        """Why nothing to or from this participant can stay pending: they are away; None while they take part."""
        mentor = self.role == Role.MENTOR
        if self.state in {ParticipantState.LEFT, ParticipantState.REMOVED}:
            return ReleaseReason.MENTOR_LEFT if mentor else ReleaseReason.MENTEE_LEFT
        if self.state != ParticipantState.ACTIVE:
            return ReleaseReason.MENTOR_PAUSED if mentor else ReleaseReason.MENTEE_PAUSED
        return None

    def full_reason(self, pending: "Pending") -> ReleaseReason | None:
        """Why this one can't stay pending: there is no room for its kind of match; whether a group is full is the group's."""
        if self.role == Role.MENTOR:
            return None if self.free_places or pending.group_id else ReleaseReason.MENTOR_FULL
        return None if self.may_join(pending.kind) else ReleaseReason.MENTEE_MATCHED


@dataclass(frozen=True, slots=True)
class Pending:
    """A pending request or proposal of a party; a proposal has no slots. `group_id`: it is for a place in that group."""

    id: UUID
    mentor_id: UUID
    mentee_id: UUID
    mentor_slot: int | None
    mentee_slot: int | None
    expires_at: float
    group_id: UUID | None

    @property
    def kind(self) -> MatchKind:
        """What it leads to."""
        return MatchKind.GROUP if self.group_id else MatchKind.PAIR

    @classmethod
    def parse(cls, row: str) -> "Pending":
        """Read PostgreSQL's text form of the row."""
        request, mentor, mentee, mentor_slot, mentee_slot, expires, group = row.strip("()").split(",")
        slots = (int(mentor_slot) if mentor_slot else None, int(mentee_slot) if mentee_slot else None)
        return cls(UUID(request), UUID(mentor), UUID(mentee), *slots, float(expires), UUID(group) if group else None)

    def due(self, rules: "Rules") -> tuple[RequestState, ReleaseReason | None] | None:
        """What the clock demands of it now: expiry, or release after the window's grace; None while it may stay."""
        if self.expires_at <= rules.now.timestamp():
            return RequestState.EXPIRED, None
        if self.mentor_slot is not None and grace_ends(rules) <= rules.now:
            return RequestState.RELEASED, ReleaseReason.WINDOW_CLOSED
        return None


@dataclass(frozen=True, slots=True)
class Rules:
    """The programme's clock and limits as they are under this act's locks; `now` was taken after them."""

    programme_id: UUID
    now: datetime
    requests_opens: datetime
    requests_closes: datetime
    grace_days: int
    request_days: int
    mentor_pending_max: int
    mentee_pending_max: int
    open: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """A participant's row, as `glance` reads it."""

    id: UUID
    person_id: UUID
    role: str
    state: str
    accepting: bool

    @classmethod
    def parse(cls, row: str) -> "Seen":
        """Read PostgreSQL's text form of the row."""
        participant, person, role, state, accepting = row.strip("()").split(",")
        return cls(UUID(participant), UUID(person), role, state, accepting == "t")


@dataclass(slots=True)
class Truth:
    """What holds for the parties of an act while it holds their locks; acts change it as they change the rows."""

    rules: Rules
    parties: dict[UUID, Party]
    principals: frozenset[UUID]
    requests: list[Pending]
    proposals: list[Pending]

    def request(self, request_id: UUID) -> Pending | None:
        """Return a pending request of the parties."""
        return next((each for each in self.requests if each.id == request_id), None)

    def proposal(self, proposal_id: UUID) -> Pending | None:
        """Return a pending proposal of the parties."""
        return next((each for each in self.proposals if each.id == proposal_id), None)

    @property
    def pending(self) -> list[Pending]:
        """Requests and proposals alike."""
        return [*self.requests, *self.proposals]

    def pending_of(self, participant_id: UUID) -> list[Pending]:
        """Return the pending requests of one party."""
        return [each for each in self.requests if participant_id in {each.mentor_id, each.mentee_id}]


async def lock(session: AsyncSession, programme_id: UUID, principals: Collection[UUID]) -> Truth:
    """Lock the principals and their counterparties, then read the truth about them.

    Raises:
        StartOver: somebody's requests changed between the look and the lock, or a principal is gone.
    """
    ids = list(principals)
    rows = (await session.execute(LOCK_PARTIES, {"ids": ids, "programme_key": advisory_key(programme_id)})).all()
    found = (await session.execute(TRUTH, {"ids": ids, "programme_id": programme_id})).one()
    truth = _truth(programme_id, frozenset(ids), rows, found)
    concerned = {party for each in (*truth.requests, *truth.proposals) for party in (each.mentor_id, each.mentee_id)}
    if not (concerned | truth.principals) <= truth.parties.keys():
        raise StartOver
    return truth


async def glance(session: AsyncSession, programme_id: UUID, mentor_id: UUID, mentee_id: UUID) -> tuple[Truth, Row[Any]]:
    """Return the truth about two people and what lies between them (see `queries.history`) as of one instant, without a lock.

    Good for a refusal, which is right if it was true at some instant of the call; never for a change.
    """
    values = {"ids": [mentor_id, mentee_id], "programme_id": programme_id, "mentor_id": mentor_id, "mentee_id": mentee_id}
    found = (await session.execute(GLANCE, values)).one()
    parties = [Seen.parse(row) for row in found.parties]
    return _truth(programme_id, frozenset({mentor_id, mentee_id}), parties, found), found


def _truth(programme_id: UUID, principals: frozenset[UUID], rows: Sequence[Row[Any] | Seen], truth: Row[Any]) -> Truth:
    requests = [Pending.parse(row) for row in truth.requests]
    proposals = [Pending.parse(row) for row in truth.proposals]
    free: dict[UUID, list[int]] = {}
    for pair in truth.free_places:
        mentor, number = pair.strip("()").split(",")
        free.setdefault(UUID(mentor), []).append(int(number))
    matches: dict[UUID, dict[str, int]] = {}
    for membership in truth.matched:
        mentee, kind, slot = membership.strip("()").split(",")
        matches.setdefault(UUID(mentee), {})[kind] = int(slot)
    kinds_max = 2 if truth.groups == Groups.BESIDE else 1
    parties = {
        row.id: Party(
            row.id, row.person_id, row.role, row.state, row.accepting, free.get(row.id, []), matches.get(row.id, {}), kinds_max
        )
        for row in rows
    }
    rules = Rules(
        programme_id=programme_id,
        now=truth.now,
        requests_opens=truth.requests_opens,
        requests_closes=truth.requests_closes,
        grace_days=truth.grace_days,
        request_days=truth.request_days,
        mentor_pending_max=truth.mentor_pending_max,
        mentee_pending_max=truth.mentee_pending_max,
        open=truth.published_at is not None and truth.archived_at is None,
    )
    return Truth(rules, parties, principals, requests, proposals)
