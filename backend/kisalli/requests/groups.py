"""Acts on groups (R27): a mentor offers one, another leads it with them, its words and places change, mentees share contacts."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit
from kisalli.core.caller import Caller
from kisalli.core.errors import FieldProblem, Forbidden, Invalid, NotFound
from kisalli.core.etags import require_match
from kisalli.matches import groups
from kisalli.matches.errors import MatchEnded
from kisalli.matches.models import MatchState
from kisalli.messages.models import MessageKind
from kisalli.messages.service import News
from kisalli.programmes.errors import CapacityBelowMatches, NotAParticipant, NotTheMentee, NotTheMentor
from kisalli.programmes.models import Groups, ParticipantState, Role
from kisalli.programmes.queries import RUNS
from kisalli.requests.errors import GroupHasBegun, GroupNotAvailable, GroupsNotAllowed, MentorFull, MentorNotAvailable
from kisalli.requests.grouping import Group, find_group, lock_group, settle_group
from kisalli.requests.parties import Truth, lock
from kisalli.requests.schemas import GroupActOut, GroupIn, MatchActOut, OfferIn
from kisalli.requests.settling import By, expire_due, settle, tell_anew, tell_behalf

# The mentor of a programme whose act it is: the caller, or whom a coordinator names.
MENTOR = text(f"""
SELECT p.id, p.person_id, p.role, g.groups, g.group_places_max, g.languages,
       g.published_at IS NOT NULL AS published, {RUNS} AS coordinates
  FROM programme g
  LEFT JOIN participant p ON p.programme_id = g.id
   AND CASE WHEN CAST(:mentor_id AS uuid) IS NULL THEN p.person_id = :person_id ELSE p.id = :mentor_id END
 WHERE g.id = :programme_id
""")  # noqa: S608 - our own words
RULES = text(f"""
SELECT GREATEST(g.group_places_max, (SELECT count(*) FROM group_place pl WHERE pl.match_id = q.match_id)) AS group_places_max,
       q.version, {RUNS} AS coordinates, -- a lowered limit binds new groups only (R3)
       EXISTS (SELECT FROM match_member m JOIN participant p ON p.id = m.participant_id
                WHERE m.match_id = q.match_id AND m.left_at IS NULL AND m.role = 'mentor'
                  AND p.person_id = :person_id) AS leads
  FROM mentoring_group q JOIN programme g ON g.id = q.programme_id WHERE q.match_id = :match_id
""")  # noqa: S608 - our own words
EDIT = text("""
UPDATE mentoring_group SET theme = :theme, description = :description, languages = :languages, mentor_places = :mentor_places,
       joining = :joining, accepting = accepting AND :joining, version = version + 1
 WHERE match_id = :match_id RETURNING version
""")
PLACES = text("SELECT number FROM group_place WHERE match_id = :match_id ORDER BY number")
DROP_PLACES = text("DELETE FROM group_place WHERE match_id = :match_id AND number = ANY(:numbers)")
ADD_PLACES = text("INSERT INTO group_place (match_id, number) SELECT :match_id, unnest(CAST(:numbers AS smallint[]))")
WAS_IN = text("SELECT EXISTS (SELECT FROM match_member WHERE match_id = :match_id AND participant_id = :participant_id)")
OWN_SEAT = text("""
SELECT m.participant_id, m.role FROM match_member m JOIN participant p ON p.id = m.participant_id
 WHERE m.match_id = :match_id AND m.kind = 'group' AND m.left_at IS NULL AND p.person_id = :person_id
""")


async def offer(session: AsyncSession, programme_id: UUID, body: OfferIn, caller: Caller) -> GroupActOut:
    """A mentor offers a group, which takes one of their places; a coordinator may do it for them (R15).

    Raises:
        NotFound, NotAParticipant, NotTheMentor, Forbidden: not the caller's to do.
        GroupsNotAllowed: the programme has none, or none so large. MentorNotAvailable, MentorFull, ContactMissing.
    """
    found, by = await _mentor(session, programme_id, body.mentor_id, caller)
    if found.groups == Groups.NONE:
        raise GroupsNotAllowed
    _require_possible(body.group, found, "#/group")
    truth = await lock(session, programme_id, {found.id})
    await expire_due(session, truth)
    place = _take_place(truth, found.id)
    told = body.group
    offered = groups.Offer(
        programme_id=programme_id,
        mentor_id=found.id,
        place=place,
        theme=told.theme,
        description=told.description,
        languages=told.languages,
        places=told.places,
        mentor_places=told.mentor_places,
    )
    match_id = await groups.open_group(session, offered, truth.rules.now)
    audit.record(session, by.audited(programme_id, "match_opened", "match", match_id) | {"to_state": MatchState.ACTIVE})
    await settle(session, truth, by)
    await tell_behalf(session, truth, match_id, by)
    return GroupActOut(id=match_id, state=MatchState.ACTIVE, version=1)


async def lead_too(session: AsyncSession, match_id: UUID, mentor_id: UUID | None, caller: Caller) -> MatchActOut:
    """A further mentor leads a group, before its first mentee asks: mentees say yes to all who get their contacts (I7).

    Raises:
        NotFound, NotAParticipant, NotTheMentor, Forbidden: not the caller's to do.
        GroupNotAvailable: it wants no further mentor, or not one who has left it. GroupHasBegun: mentees are in it or wait.
        MentorNotAvailable, MentorFull, ContactMissing.
    """
    programme_id = (await find_group(session, match_id)).programme_id
    found, by = await _mentor(session, programme_id, mentor_id, caller)
    truth, group = await lock_group(session, programme_id, match_id, {found.id})
    await expire_due(session, truth)
    if not group.active or len(group.mentors) >= group.mentor_places:
        raise GroupNotAvailable
    if await session.scalar(WAS_IN, {"match_id": match_id, "participant_id": found.id}):
        raise GroupNotAvailable
    if group.mentees or any(each.group_id == match_id for each in truth.pending):
        raise GroupHasBegun
    place = _take_place(truth, found.id)
    await groups.join_as_mentor(session, match_id, programme_id, found.id, place, group.mentors)
    came = {"details": {"role": Role.MENTOR, "participant_id": str(found.id)}}
    audit.record(session, by.audited(programme_id, "group_joined", "match", match_id) | came)
    for each in (found.id, *group.mentors):
        await tell_anew(session, News(programme_id, truth.parties[each].person_id, MessageKind.MATCH_MADE, match_id))
    await settle(session, truth, by)
    await tell_behalf(session, truth, match_id, by)
    return MatchActOut(id=match_id, state=MatchState.ACTIVE)


async def edit(session: AsyncSession, match_id: UUID, body: GroupIn, if_match: str | None, caller: Caller) -> GroupActOut:
    """A mentor who leads it, or a coordinator, changes a group's words, places and whether it lets join.

    Raises:
        NotFound: not the caller's to change. PreconditionRequired, Stale. MatchEnded.
        CapacityBelowMatches: fewer places than members. GroupsNotAllowed: more places than the programme allows.
    """
    programme_id = (await find_group(session, match_id)).programme_id
    truth, group = await lock_group(session, programme_id, match_id)
    rules = (await session.execute(RULES, {"match_id": match_id, "person_id": caller.person_id})).one()
    if not (rules.coordinates or rules.leads):
        raise NotFound
    require_match(if_match, rules.version)
    if not group.active:
        raise MatchEnded
    _require_possible(body, rules, "#")
    if body.places < len(group.mentees) or body.mentor_places < len(group.mentors):
        raise CapacityBelowMatches
    await expire_due(session, truth)
    by = By(caller)
    await _set_places(session, group, body.places)
    group.joining = body.joining
    await settle_group(session, truth, group, by)
    version = await session.scalar(EDIT, body.model_dump(exclude={"places"}) | {"match_id": match_id})
    await groups.refresh(session, match_id)
    audit.record(session, by.audited(programme_id, "group_changed", "match", match_id))
    return GroupActOut(id=match_id, state=MatchState.ACTIVE, version=version)


async def share(session: AsyncSession, match_id: UUID, caller: Caller, *, shares: bool) -> MatchActOut:
    """A group's mentee shares contacts with its other mentees who do, or stops (I7).

    Raises:
        NotFound: the caller is in no such group. NotTheMentee. MatchEnded.
    """
    found = (await session.execute(OWN_SEAT, {"match_id": match_id, "person_id": caller.person_id})).one_or_none()
    if found is None:
        raise NotFound
    if found.role != Role.MENTEE:
        raise NotTheMentee
    group = await find_group(session, match_id)
    truth, group = await lock_group(session, group.programme_id, match_id, {found.participant_id})
    if found.participant_id not in group.mentees:
        raise MatchEnded
    await groups.share(session, match_id, found.participant_id, shares=shares)
    act = "contacts_shared" if shares else "contacts_not_shared"
    audit.record(session, By(caller).audited(truth.rules.programme_id, act, "match", match_id))
    return MatchActOut(id=match_id, state=MatchState.ACTIVE)


async def _mentor(session: AsyncSession, programme_id: UUID, mentor_id: UUID | None, caller: Caller) -> tuple[Row[Any], By]:
    """Return the mentor whose act it is, and by whom: the caller themself, or a coordinator on a mentor's behalf."""
    values = {"programme_id": programme_id, "mentor_id": mentor_id, "person_id": caller.person_id}
    found = (await session.execute(MENTOR, values)).one_or_none()
    if found is None or not (found.published or found.coordinates):
        raise NotFound
    if mentor_id is not None and found.person_id != caller.person_id and not found.coordinates:
        raise Forbidden
    if found.id is None:
        raise NotFound if mentor_id else NotAParticipant
    if found.role != Role.MENTOR:
        raise NotTheMentor
    return found, By(caller, None if found.person_id == caller.person_id else found.person_id)


def _take_place(truth: Truth, mentor_id: UUID) -> int:
    mentor = truth.parties[mentor_id]
    if not truth.rules.open or mentor.state != ParticipantState.ACTIVE:
        raise MentorNotAvailable
    if not mentor.free_places:
        raise MentorFull
    return mentor.free_places.pop(0)


def _require_possible(group: GroupIn, programme: Row[Any], pointer: str) -> None:
    if group.places > programme.group_places_max:
        most = programme.group_places_max
        raise Invalid(errors=[FieldProblem(f"{pointer}/places", "out_of_range", "Choose from 2 to {last}", {"last": most})])


async def _set_places(session: AsyncSession, group: Group, places: int) -> None:
    numbers = list((await session.scalars(PLACES, {"match_id": group.match_id})).all())
    keep = places - len(group.mentees)
    dropped, group.free_places = group.free_places[keep:], group.free_places[:keep]
    added = list(_unused(numbers, keep - len(group.free_places)))
    group.free_places.extend(added)
    if added:
        await session.execute(ADD_PLACES, {"match_id": group.match_id, "numbers": added})
    if dropped:
        await session.execute(DROP_PLACES, {"match_id": group.match_id, "numbers": dropped})


def _unused(numbers: Iterable[int], count: int) -> Iterable[int]:
    taken = set(numbers)
    free = (number for number in range(1, 100) if number not in taken)
    return [next(free) for _ in range(count)]
