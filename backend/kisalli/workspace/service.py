"""The workspace of a match for its members (R17), and how matches stand for those who coordinate them (R20)."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller
from kisalli.goals import queries as goals
from kisalli.matches import views as matches
from kisalli.meetings import queries as meetings
from kisalli.meetings.models import MeetingState
from kisalli.meetings.schemas import MeetingOut
from kisalli.programmes import queries as programmes
from kisalli.surveys import views as surveys
from kisalli.workspace import queries
from kisalli.workspace.schemas import RhythmOut, WorkspaceOut
from kisalli.workspace.standing import Rhythm, next_steps

PAST = 5
MOST_MEETINGS = 200
AT_ONCE = 200
OPEN = frozenset({MeetingState.PROPOSED, MeetingState.PLANNED})


async def workspace(session: AsyncSession, match_id: UUID, caller: Caller) -> WorkspaceOut:
    """Return one's own match with all that its page shows.

    Raises:
        NotFound: there is no such match, or the caller is not in it: who coordinates it reads how it stands, not this.
    """
    facts = await queries.of_member(session, match_id, caller)
    plan = await goals.plan(session, match_id)
    arranged = await meetings.of_match(session, match_id, MOST_MEETINGS)
    stands = queries.standing(facts)
    return WorkspaceOut(
        match=await matches.match(session, match_id, caller),
        own_participant_id=facts.own_id,
        rhythm=stands.rhythm,
        next_steps=next_steps(stands),
        held=facts.held,
        held_minutes=facts.held_minutes,
        meetings=_to_come(arranged),
        past=_over(arranged),
        goals=plan.goals,
        steps=plan.steps,
        surveys=await surveys.due(session, facts.programme_id, facts.own_id),
        notes=facts.notes,
        running_opens=facts.running_opens,
        running_closes=facts.running_closes,
        halfway_on=facts.halfway_on,
        zone=facts.zone,
    )


def _to_come(arranged: Sequence[MeetingOut]) -> list[MeetingOut]:
    """Planned ones by their time, proposed ones by the first that is proposed."""
    dated = [(each.starts_at or min(each.times), each) for each in arranged if each.state in OPEN]
    return [each for _, each in sorted(dated, key=lambda pair: (pair[0], pair[1].id))]


def _over(arranged: Sequence[MeetingOut]) -> list[MeetingOut]:
    dated = [(each.starts_at, each) for each in arranged if each.state not in OPEN and each.starts_at is not None]
    return [each for _, each in sorted(dated, key=lambda pair: (pair[0], pair[1].id), reverse=True)][:PAST]


async def rhythm(
    session: AsyncSession,
    programme_id: UUID,
    limit: int,
    caller: Caller,
    *,
    only: Rhythm | None = None,
    before: UUID | None = None,
    match_id: UUID | None = None,
) -> list[RhythmOut]:
    """Return how a programme's active matches stand, the latest first; `only` those that stand so.

    Raises:
        NotFound, Forbidden: the caller does not run the programme.
    """
    await programmes.require_coordinator(session, programme_id, caller)
    found: list[RhythmOut] = []
    while len(found) < limit:
        rows = await queries.running(session, programme_id, AT_ONCE, before, match_id)
        chosen = [(row, queries.standing(row)) for row in rows]
        chosen = [(row, stands) for row, stands in chosen if only is None or stands.rhythm == only]
        who = await queries.members(session, [row.id for row, _ in chosen])
        found += [
            RhythmOut(
                match_id=row.id,
                names=[each.name for each in who[row.id]],
                participant_ids=[each.participant_id for each in who[row.id]],
                opened_at=row.opened_at,
                rhythm=stands.rhythm,
                held=row.held,
                held_at=row.held_at,
                planned_at=row.planned_at,
                quiet_from=None if row.planned_at else stands.quiet_from,
            )
            for row, stands in chosen
        ]
        if len(rows) < AT_ONCE:
            break
        before = rows[-1].id
    return found[:limit]
