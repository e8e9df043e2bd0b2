"""The workspace of a match for its members (R17)."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core.caller import Caller
from kisalli.goals import queries as goals
from kisalli.matches import views as matches
from kisalli.meetings import queries as meetings
from kisalli.meetings.models import MeetingState
from kisalli.meetings.schemas import MeetingOut
from kisalli.surveys import views as surveys
from kisalli.workspace import queries
from kisalli.workspace.schemas import WorkspaceOut
from kisalli.workspace.standing import next_steps

PAST = 5
MOST_MEETINGS = 200
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
