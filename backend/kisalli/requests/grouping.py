"""A group under an act's locks: who leads it, who may still come in, and what taking a place or leaving means for it (R27).

Whoever changes who is in a group holds the locks of all its mentors, so a group needs no lock of its own.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit
from kisalli.core.acts import StartOver
from kisalli.core.errors import NotFound
from kisalli.matches import groups
from kisalli.matches.models import MatchKind, MatchState
from kisalli.messages.models import MessageKind
from kisalli.messages.service import News
from kisalli.requests.errors import GroupFull, GroupNotAvailable, MenteeAlreadyMatched
from kisalli.requests.models import ReleaseReason, RequestState
from kisalli.requests.parties import Party, Truth, lock
from kisalli.requests.settling import By, Closing, close, release_all, tell_anew

LEADS = text("""
SELECT participant_id FROM match_member WHERE match_id = :match_id AND active AND role = 'mentor'
""")
GROUP = text("""
SELECT q.programme_id, h.state, q.joining, q.mentor_places,
       ARRAY(SELECT m.participant_id FROM match_member m WHERE m.match_id = q.match_id AND m.active AND m.role = 'mentor'
              ORDER BY m.created_at, m.participant_id) AS mentors,
       ARRAY(SELECT m.participant_id FROM match_member m WHERE m.match_id = q.match_id AND m.active AND m.role = 'mentee'
              ORDER BY m.participant_id) AS mentees,
       ARRAY(SELECT pl.number FROM group_place pl WHERE pl.match_id = q.match_id AND NOT EXISTS (
               SELECT FROM match_member m WHERE m.match_id = q.match_id AND m.group_place = pl.number AND m.active)
              ORDER BY pl.number) AS free_places
  FROM mentoring_group q JOIN match h ON h.id = q.match_id WHERE q.match_id = :match_id
""")


@dataclass(slots=True)
class Group:
    """What holds for a group while its mentors are locked; the first of `mentors` answers its requests."""

    match_id: UUID
    programme_id: UUID
    active: bool
    joining: bool
    mentor_places: int
    mentors: list[UUID]
    mentees: list[UUID]
    free_places: list[int]


async def find_group(session: AsyncSession, match_id: UUID) -> Group:
    """Return a group as it is now; only `lock_group` makes it last.

    Raises:
        NotFound: there is no such group.
    """
    row = (await session.execute(GROUP, {"match_id": match_id})).one_or_none()
    if row is None:
        raise NotFound
    return Group(
        match_id=match_id,
        programme_id=row.programme_id,
        active=row.state == MatchState.ACTIVE,
        joining=row.joining,
        mentor_places=row.mentor_places,
        mentors=row.mentors,
        mentees=row.mentees,
        free_places=row.free_places,
    )


async def lock_group(
    session: AsyncSession, programme_id: UUID, match_id: UUID, others: Collection[UUID] = ()
) -> tuple[Truth, Group]:
    """Lock a group's mentors with the others that an act concerns, then read the truth about all of them.

    Raises:
        StartOver: its mentors changed between the look and the lock.
    """
    leads = set((await session.scalars(LEADS, {"match_id": match_id})).all())
    truth = await lock(session, programme_id, leads | set(others))
    group = await find_group(session, match_id)
    if set(group.mentors) != leads:
        raise StartOver
    return truth, group


async def lock_members(
    session: AsyncSession, programme_id: UUID, match_id: UUID, members: Collection[UUID]
) -> tuple[Truth, Group]:
    """Lock everybody in a group, for what concerns all of them.

    Raises:
        StartOver: somebody came in or its mentors changed between the look and the lock.
    """
    truth, group = await lock_group(session, programme_id, match_id, members)
    if not set(group.mentees) <= truth.principals:
        raise StartOver
    return truth, group


async def lock_sides(session: AsyncSession, found: Row[Any]) -> tuple[Truth, Group | None]:
    """Lock both sides of a request or proposal as `queries` found it, and its group's mentors where it is for a group."""
    sides = {found.mentor_id, found.mentee_id}
    if found.group_id is None:
        return await lock(session, found.programme_id, sides), None
    return await lock_group(session, found.programme_id, found.group_id, sides)


def require_place(group: Group, mentee: Party) -> None:
    """Require that a mentee may take a place in a group now.

    Raises:
        GroupNotAvailable: it has ended. GroupFull. MenteeAlreadyMatched.
    """
    if not group.active:
        raise GroupNotAvailable
    if not group.free_places:
        raise GroupFull
    if not mentee.may_join(MatchKind.GROUP):
        raise MenteeAlreadyMatched


async def take_place(session: AsyncSession, truth: Truth, group: Group, mentee: Party, request_id: UUID | None, by: By) -> None:
    """Seat a mentee, pass contacts between them and each mentor, and tell all of them; a mentor hears of each who comes."""
    place, slot = group.free_places.pop(0), mentee.take_slot(MatchKind.GROUP)
    seat = groups.Seat(group.match_id, group.programme_id, mentee.id, place, slot, request_id)
    await groups.take_seat(session, seat, group.mentors)
    group.mentees.append(mentee.id)
    came = {"details": {"participant_id": str(mentee.id)}}
    audit.record(session, by.audited(group.programme_id, "group_joined", "match", group.match_id) | came)
    for each in (mentee.id, *group.mentors):
        await tell_anew(session, News(group.programme_id, truth.parties[each].person_id, MessageKind.MATCH_MADE, group.match_id))


async def settle_group(session: AsyncSession, truth: Truth, group: Group, by: By) -> None:
    """Draw the consequences for a group, and let `accepting` follow (I5).

    With no place left nothing can hang on it; one that lets nobody join has no requests, but may be filled by proposal.
    """
    if not group.free_places:
        await release(session, truth, group, ReleaseReason.GROUP_FULL, by)
    elif not group.joining:
        asking = [each for each in truth.requests if each.group_id == group.match_id]
        await close(session, truth, asking, Closing(RequestState.RELEASED, ReleaseReason.GROUP_CLOSED), by)
    await groups.refresh(session, group.match_id)


async def release(session: AsyncSession, truth: Truth, group: Group, reason: ReleaseReason, by: By) -> None:
    """Close what is pending for a group."""
    await release_all(session, truth, [each for each in truth.pending if each.group_id == group.match_id], reason, by)


@dataclass(frozen=True, slots=True)
class Leaving:
    """How somebody leaves a group: what the audit trail keeps of it, and words for the others."""

    details: dict[str, str]
    farewell: str | None = None


async def leave_group(session: AsyncSession, truth: Truth, group: Group, leaver: UUID, leaving: Leaving, by: By) -> None:
    """Let a member go from a group that goes on.

    Its mentors are told, all of it when a mentor goes, and whoever goes where somebody else did it.
    """
    if leaver in group.mentors:
        theirs = [each for each in truth.pending if each.group_id == group.match_id and each.mentor_id == leaver]
        await release_all(session, truth, theirs, ReleaseReason.GROUP_CLOSED, by)  # another mentor may be asked anew
        told = [each for each in (*group.mentors, *group.mentees) if each != leaver]
    else:
        told = group.mentors
    await groups.leave(session, group.match_id, leaver, truth.rules.now)
    programme_id, match_id, person_id = group.programme_id, group.match_id, truth.parties[leaver].person_id
    record = by.audited(programme_id, "group_left", "match", match_id)
    audit.record(session, record | {"details": leaving.details | {"participant_id": str(leaver)}})
    words = {"note": leaving.farewell} if leaving.farewell else {}
    for each in told:
        news = News(programme_id, truth.parties[each].person_id, MessageKind.GROUP_LEFT, match_id)
        await tell_anew(session, replace(news, details={"left": str(leaver)} | words))
    if by.caller is None or by.caller.person_id != person_id:
        await tell_anew(session, News(programme_id, person_id, MessageKind.MATCH_ENDED, match_id))
