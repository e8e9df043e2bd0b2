"""Programmes whose mentoring months are over, or nearly."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.factories import Someone, World

DAY = timedelta(days=1)


async def over(world: World, days_ago: float = 1) -> None:
    """Let the mentoring months of half a year have ended so many days ago, and what matches there are have begun with them."""
    closes = datetime.now(UTC) - days_ago * DAY
    opens = closes - 180 * DAY
    await world.set_programme(running_opens=opens, running_closes=closes, feedback_closes=closes + 30 * DAY)
    await world.sql(
        "UPDATE match SET opened_at = :opens WHERE programme_id = :id AND state = 'active'", opens=opens, id=world.programme_id
    )


async def pair(world: World) -> tuple[Someone, Someone]:
    """Return a mentor and a mentee who were in a match until the end."""
    mentor, mentee = await world.mentor(), await world.mentee()
    await world.matched(mentee, mentor)
    await over(world)
    return mentor, mentee


async def show(world: World, someone: Someone) -> dict[str, Any]:
    """Return what somebody's certificate is, as they see it."""
    answer = await world.call(someone, "GET", f"/participants/{someone.id}/certificate")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def issued(world: World, someone: Someone) -> dict[str, Any]:
    """Make somebody's certificate and return what it says."""
    answer = await world.call(someone, "POST", f"/participants/{someone.id}/certificate")
    assert answer.status_code == 201, answer.text
    return dict((await show(world, someone))["certificate"])
