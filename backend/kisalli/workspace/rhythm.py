"""How the pairs of a programme stand, for those who coordinate it: who needs a word first (R20, R28)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import override

from kisalli.core.caller import Caller
from kisalli.programmes import queries as programmes
from kisalli.workspace import rhythm_queries as queries
from kisalli.workspace.rhythm_queries import Chosen
from kisalli.workspace.schemas import PairMemberOut, RhythmOut, RhythmSummaryOut
from kisalli.workspace.standing import Rhythm, Standing

# The most worrying first: silence, then who has not met, then who might forget; what is over comes last.
WORRY = tuple(Rhythm[name] for name in ("QUIET", "FRESH", "DUE", "GATHERING", "WAITING", "GOOD", "OVER"))
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a pair stands in the list: by worry, then by time (microseconds since 1970), then by its id."""

    worry: int
    time: int
    match_id: UUID

    @classmethod
    def parse(cls, text: str) -> "Place":
        """Read a place from a cursor.

        Raises:
            ValueError: it is none.
        """
        worry, time, match_id = text.split(":")
        return cls(int(worry), int(time), UUID(match_id))

    @override
    def __str__(self) -> str:
        """Write it into a cursor."""
        return f"{self.worry}:{self.time}:{self.match_id}"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which of them to show by how they stand; `met`: whether at least one meeting was held."""

    rhythm: Rhythm | None = None
    met: bool | None = None

    def shows(self, pair: "Pair") -> bool:
        """Whether a pair is one of those."""
        return self.rhythm in {None, pair.stands.rhythm} and self.met in {None, pair.met}


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair's times and counts, and what follows from them."""

    row: Row[Any]
    stands: Standing

    @property
    def met(self) -> bool | None:
        """Whether they have met; None while there is nobody to meet."""
        return None if self.stands.rhythm == Rhythm.GATHERING else self.row.held > 0

    @property
    def place(self) -> Place:
        """Where it stands in the list."""
        rhythm, row = self.stands.rhythm, self.row
        if rhythm == Rhythm.OVER:
            ended = row.ended_at or row.running_closes
            return Place(WORRY.index(rhythm), (BEGINNING - ended) // MICROSECOND, row.id)  # the latest first
        return Place(WORRY.index(rhythm), ((row.planned_at or self.stands.quiet_from) - BEGINNING) // MICROSECOND, row.id)


@dataclass(frozen=True, slots=True)
class Found:
    """A page of pairs, one more than asked for where there are more, and how many there are in all."""

    rows: list[RhythmOut]
    places: dict[UUID, Place]
    total: int


async def pairs(
    session: AsyncSession, chosen: Chosen, narrowed: Narrowed, limit: int, caller: Caller, *, after: Place | None = None
) -> Found:
    """Return how a programme's pairs stand, the most worrying first.

    Raises:
        NotFound, Forbidden: the caller does not run the programme.
    """
    await programmes.require_coordinator(session, chosen.programme_id, caller)
    everybody = [each for each in await _judged(session, chosen) if narrowed.shows(each)]
    placed = sorted(everybody, key=lambda each: each.place)
    shown = [each for each in placed if after is None or each.place > after][:limit]
    rows = await _shown(session, shown)
    return Found(rows, {each.row.id: each.place for each in shown}, len(everybody))


async def summary(session: AsyncSession, programme_id: UUID, caller: Caller) -> RhythmSummaryOut:
    """Return how many pairs of a programme stand how.

    Raises:
        NotFound, Forbidden: the caller does not run the programme.
    """
    await programmes.require_coordinator(session, programme_id, caller)
    everybody = await _judged(session, Chosen(programme_id))
    running = [each for each in everybody if each.row.active and not each.stands.gathering]
    counts = Counter(each.stands.rhythm for each in running)
    return RhythmSummaryOut(
        running=len(running),
        quiet=counts[Rhythm.QUIET],
        due=counts[Rhythm.DUE],
        unmet=sum(not each.met for each in running),
        ended=sum(not each.row.active for each in everybody),
    )


async def _judged(session: AsyncSession, chosen: Chosen) -> list[Pair]:
    return [Pair(row, _standing(row)) for row in await queries.paces(session, chosen)]


def _standing(row: Row[Any]) -> Standing:
    return Standing(
        now=row.now,
        active=row.active,
        opened_at=row.began_at,
        gathering=row.gathering,
        running_opens=row.running_opens,
        running_closes=row.running_closes,
        held=row.held,
        held_at=row.held_at,
        planned_at=row.planned_at,
    )


async def _shown(session: AsyncSession, chosen: Sequence[Pair]) -> list[RhythmOut]:
    ids = [each.row.id for each in chosen]
    details, members = await queries.details(session, ids), await queries.members(session, ids)
    return [_out(each, details[each.row.id], members[each.row.id]) for each in chosen]


def _out(pair: Pair, detail: Row[Any], members: Sequence[Row[Any]]) -> RhythmOut:
    row, stands = pair.row, pair.stands
    waits = stands.rhythm not in {Rhythm.OVER, Rhythm.GATHERING} and row.planned_at is None
    return RhythmOut(
        match_id=row.id,
        state=row.state,
        kind=row.kind,
        theme=row.theme,
        members=[PairMemberOut.model_validate(each) for each in members],
        opened_at=row.opened_at,
        ended_at=row.ended_at,
        end_reason=row.end_reason,
        rhythm=stands.rhythm,
        held=row.held,
        held_minutes=row.held_minutes,
        held_at=row.held_at,
        planned_at=row.planned_at if row.active else None,
        quiet_from=stands.quiet_from if waits else None,
        agreed=detail.agreed,
        goals=detail.goals,
        nudged_at=detail.nudged_at,
    )
