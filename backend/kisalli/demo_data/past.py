"""Days gone by: what people did then is done now, by the services that they used, and grows old with what follows.

Most acts ask the database's clock, so none of them can be given another day. Instead every scene plays now; before the next
one begins, all that was written is moved back by the days between. The audit trail, which nobody may change (R31), is held
back until the end and then copied in with the days on which things happened.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, time, timedelta
from typing import LiteralString

from psycopg import sql
from psycopg.types.json import Jsonb
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession, async_sessionmaker

from kisalli.core import effects
from kisalli.core.audit import RECORD
from kisalli.core.instants import moved
from kisalli.demo_data.rows import Connection, Row
from kisalli.demo_data.stage import ZONE

AUDITED = (
    "organisation_id",
    "programme_id",
    "caller_id",
    "on_behalf_of",
    "act",
    "subject",
    "subject_id",
    "from_state",
    "to_state",
)
# Instants move by the clock on the wall: what was at four stays at four, whatever happened to the clocks in between.
INSTANTS = {
    "agreement": "written_at",
    "agreement_signature": "signed_at",
    "goal": "closed_at created_at",
    "goal_change": "created_at",
    "goal_review": "created_at",
    "step": "done_at created_at",
    "meeting": "starts_at changed_at created_at",
    "meeting_time": "starts_at",
    "private_note": "created_at changed_at",
    "nudge": "nudged_at",
    "event": "starts ends sign_up_closes changed_at created_at",
    "event_sign_up": "created_at changed_at",
    "survey": "opens_at closes_at published_at created_at",
    "concern": "raised_at",
    "concern_words": "at",
    "checklist_tick": "ticked_at",
    "story": "published_at created_at",
    "certificate": "created_at",
    "message": "next_try_at created_at",
    "match": "ended_at",
}
# Pairs are copied in with their days; how a group came about is played as everything else is.
OF_GROUPS: dict[str, tuple[str, LiteralString]] = {
    "match": ("opened_at created_at", "kind = 'group'"),
    "mentoring_group": ("created_at", "true"),
    "match_member": ("left_at created_at", "kind = 'group'"),
    "request": ("sent_at expires_at closed_at created_at", "group_id IS NOT NULL"),
    "disclosure": ("at", "match_id IN (SELECT match_id FROM mentoring_group)"),
}
# What the clock writes down by itself: the moment it is due, not at the hour at which a demo is made.
STRUCK = {"match": "ended_at", "message": "created_at next_try_at"}
DAYS = {"goal": "target_on", "goal_change": "target_on", "step": "due_on", "certificate": "issued_on"}
WEEKEND = 5  # Saturday is the sixth day
# Others' rows, where there are any, were written by older transactions.
OURS = sql.SQL("age(xmin) <= age(CAST(pg_current_xact_id() AS xid))")


class Past:
    """Plays scenes of days gone by on one connection, in one transaction that its owner commits."""

    def __init__(self, alchemy: AsyncConnection, connection: Connection, today: date) -> None:
        """The connection as services and as COPY know it; `today` is the local day on which everything is really done."""
        # An act that fails takes the whole demo with it, so none needs a savepoint.
        self.sessions = async_sessionmaker(alchemy, join_transaction_mode="rollback_only", expire_on_commit=False)
        self.audit: list[Row] = []
        self._connection, self._today, self._days, self._earlier = connection, today, 0, timedelta()

    async def move_on(self, days: int) -> None:
        """Let it be so many days ago: all that was done before grows as much older as has passed since."""
        passed, self._days = self._days - days, days
        if passed > 0:  # the first scene has nothing before it
            older = timedelta(days=passed)
            statements = [_moved(table, names, older, OURS, DAYS.get(table, "")) for table, names in INSTANTS.items()]
            for table, (names, grouped) in OF_GROUPS.items():
                statements.append(_moved(table, names, older, sql.SQL("{} AND {}").format(OURS, sql.SQL(grouped))))
            await self._connection.execute(sql.SQL(";").join(statements))

    @asynccontextmanager
    async def at(self, hour: time) -> AsyncIterator[None]:
        """Let what the clock does in this scene be done at an hour of its day."""
        row = await (await self._connection.execute("SELECT clock_timestamp()")).fetchone()
        assert row is not None
        begun: datetime = row[0]
        self._earlier = begun.astimezone(ZONE).replace(tzinfo=None) - datetime.combine(self._today, hour)
        yield
        for table, names in STRUCK.items():
            name = sql.Identifier(names.split()[0])
            since = sql.SQL("{} BETWEEN {} AND clock_timestamp()").format(name, sql.Literal(begun))
            await self._connection.execute(_moved(table, names, self._earlier, since))
        self._earlier = timedelta()

    @asynccontextmanager
    async def act(self) -> AsyncIterator[AsyncSession]:
        """Open a session for what somebody does in this scene."""
        async with self.sessions() as session, session.begin():
            yield session
            self._hold_back(session)
            await effects.write(session)

    def wall(self, days: int, at: time, *, back: bool = False) -> datetime:
        """Return what a clock on the wall has to show now to be, in the end, `days` from today at a time.

        A weekend becomes the workday after, or (`back`) before.
        """
        there = self._today + timedelta(days=days)
        while there.weekday() >= WEEKEND:
            there += timedelta(days=-1 if back else 1)
        return datetime.combine(there + timedelta(days=self._days), at)

    def day(self, days: int) -> date:
        """Return the day to name now that will in the end be `days` from today."""
        return self._today + timedelta(days=days + self._days)

    def named(self, instant: datetime) -> datetime:
        """Return what an instant that is to be so in the end has to be now."""
        return moved(instant, timedelta(days=self._days), ZONE.key)

    def _hold_back(self, session: AsyncSession) -> None:
        rows: list[Row] = session.info.get(effects.GATHERED, {}).pop(RECORD, [])
        at = datetime.now(ZONE) - timedelta(days=self._days) - self._earlier
        for row in rows:
            known = {name: row.get(name) for name in AUDITED}
            self.audit.append(known | {"details": Jsonb(row.get("details") or {}), "at": at})


def _moved(table: str, instants: str, by: timedelta, where: sql.Composable, days: str = "") -> sql.Composed:
    """Return the statement by which rows grow older: what their columns name, instants by the clock on the wall."""
    moved = sql.SQL("{name} = ({name} AT TIME ZONE {zone} - {by}) AT TIME ZONE {zone}")
    zone, interval = sql.Literal(ZONE.key), sql.Literal(by)
    sets = [moved.format(name=sql.Identifier(each), zone=zone, by=interval) for each in instants.split()]
    sets += [sql.SQL("{0} = {0} - {1}").format(sql.Identifier(each), sql.Literal(by.days)) for each in days.split()]
    return sql.SQL("UPDATE {} SET {} WHERE {}").format(sql.Identifier(table), sql.SQL(", ").join(sets), where)
