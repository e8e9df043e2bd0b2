"""Acts that change a participant's part in a programme and with it their requests and matches (R9, R14).

They stand here, not with the programme, for a use case lives in the highest feature that it touches.
"""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit
from kisalli.core.acts import StartOver
from kisalli.core.caller import Caller
from kisalli.core.errors import FieldProblem, Forbidden, Invalid, NotFound
from kisalli.matches import service as matches
from kisalli.matches.errors import MatchEnded
from kisalli.matches.models import EndCause, EndReason, MatchKind, MatchState
from kisalli.messages.models import MessageKind
from kisalli.messages.service import News, tell
from kisalli.people.service import rights_changed
from kisalli.profiles.publishing import require_publishable
from kisalli.profiles.schemas import ParticipantActOut
from kisalli.programmes.clock import require_open
from kisalli.programmes.errors import CapacityBelowMatches, IllegalMove, NotTheMentor, WindowClosed
from kisalli.programmes.locks import lock_participants, share_programme
from kisalli.programmes.models import ParticipantState, Role
from kisalli.programmes.queries import RUNS, runs
from kisalli.requests.grouping import Group, Leaving, find_group, leave_group, lock_members, release
from kisalli.requests.models import ReleaseReason
from kisalli.requests.parties import Rules, Truth, lock
from kisalli.requests.schemas import EndIn, MatchActOut, PlacesOut
from kisalli.requests.settling import CLOCK, By, expire_due, settle, tell_anew, tell_behalf

S = ParticipantState
STAYS = frozenset({S.DRAFT, S.SUBMITTED, S.ACTIVE, S.PAUSED})

FOUND = text(f"""
SELECT p.id, p.programme_id, p.person_id, p.role, p.state, g.places_max,
       CASE p.role WHEN 'mentor' THEN g.mentor_signup_opens ELSE g.mentee_signup_opens END AS signup_opens,
       CASE p.role WHEN 'mentor' THEN g.mentor_signup_closes ELSE g.mentee_signup_closes END AS signup_closes,
       p.approved_at, p.admitted_until, clock_timestamp() AS now,
       {RUNS} AS coordinates
  FROM participant p JOIN programme g ON g.id = p.programme_id WHERE p.id = :id
""")  # noqa: S608 - our own words
PROGRAMME = text("SELECT programme_id FROM participant WHERE id = :id")
# Everybody in somebody's matches, themself too: a mentor may be alone in a group.
TOGETHER = text("""
SELECT mine.match_id, mine.kind, other.participant_id FROM match_member mine
  JOIN match_member other ON other.match_id = mine.match_id AND other.active
 WHERE mine.participant_id = :id AND mine.active ORDER BY 1, 3
""")
MEMBERS = text(f"""
SELECT m.match_id, m.programme_id, m.participant_id, m.kind, p.person_id,
       {runs("m.programme_id")} AS coordinates
  FROM match_member m JOIN participant p ON p.id = m.participant_id
 WHERE m.match_id = :match_id AND m.left_at IS NULL
""")  # noqa: S608 - our own words
IS_OVER = text("SELECT feedback_closes <= clock_timestamp() FROM programme WHERE id = :programme_id")
MOVE = text("""
UPDATE participant SET state = :state, accepting = accepting AND :state = 'active', version = version + 1,
       approved_at = CASE WHEN :state = 'active' THEN COALESCE(approved_at, :now) ELSE approved_at END,
       published_at = CASE WHEN :state IN ('active', 'submitted') THEN COALESCE(published_at, :now) ELSE published_at END
 WHERE id = :id
""")
# Whoever is free of all that leaving would have consequences for.
IDLE = text("""
SELECT p.id, p.person_id, p.state FROM participant p
 WHERE p.id = ANY(:ids) AND NOT EXISTS (SELECT FROM match_member m WHERE m.participant_id = p.id AND m.active)
   AND NOT EXISTS (SELECT FROM request r WHERE r.state = 'pending' AND r.mentor_id = p.id)
   AND NOT EXISTS (SELECT FROM request r WHERE r.state = 'pending' AND r.mentee_id = p.id)
   AND NOT EXISTS (SELECT FROM proposal o WHERE o.state = 'pending' AND o.mentor_id = p.id)
   AND NOT EXISTS (SELECT FROM proposal o WHERE o.state = 'pending' AND o.mentee_id = p.id)
""")
LEAVE = text("UPDATE participant SET state = 'left', accepting = false, version = version + 1 WHERE id = ANY(:ids)")
DROP_PLACES = text("DELETE FROM mentor_place WHERE mentor_id = :id AND number = ANY(:numbers)")
ADD_PLACES = text("""
INSERT INTO mentor_place (mentor_id, number, programme_id) SELECT :id, unnest(CAST(:numbers AS smallint[])), :programme_id
""")
PLACE_NUMBERS = text("SELECT number FROM mentor_place WHERE mentor_id = :id ORDER BY number")


async def publish(session: AsyncSession, participant_id: UUID, caller: Caller) -> ParticipantActOut:
    """A draft profile goes out: the programme's rule admits the participant at once or asks a coordinator (R3, R8).

    Raises:
        NotFound, Forbidden: not the caller's.
        WindowNotOpen, WindowClosed: outside the sign-up window, without a personal invitation.
        ProfileIncomplete, IllegalMove: something is missing, or it is published already.
    """
    found, by = await _own_or_coordinated(session, participant_id, caller)

    async def judge(rules: Rules) -> None:
        await _require_public(rules)
        if found.admitted_until is None or rules.now >= found.admitted_until:
            require_open(found.signup_opens, found.signup_closes, rules.now)
        await require_publishable(session, participant_id, found.role)

    # Whatever the rule was when they joined: strangers would read students' profiles.
    needs_approval = found.role == Role.MENTOR and found.approved_at is None and found.admitted_until is None
    to = S.SUBMITTED if needs_approval else S.ACTIVE
    answer = await move(session, found, Move({S.DRAFT}, to, "participant_published"), by, judge)
    if not needs_approval:  # whoever is let in hears so; an address that no mail reaches shows itself before the requests do
        tell(session, News(found.programme_id, found.person_id, MessageKind.PARTICIPANT_APPROVED, participant_id))
    return answer


async def approve(session: AsyncSession, participant_id: UUID, caller: Caller) -> ParticipantActOut:
    """A coordinator lets a submitted participant in; they are told.

    Raises:
        NotFound, Forbidden: not the caller's to do. IllegalMove: not submitted. WindowClosed: the programme is archived.
    """
    found, by = await _coordinated(session, participant_id, caller)
    answer = await move(session, found, Move({S.SUBMITTED}, S.ACTIVE, "participant_approved"), by, _require_public)
    tell(session, News(found.programme_id, found.person_id, MessageKind.PARTICIPANT_APPROVED, participant_id))
    return answer


async def send_back(session: AsyncSession, participant_id: UUID, note: str | None, caller: Caller) -> ParticipantActOut:
    """A coordinator returns a submitted profile to its owner as a draft; they are told each time, with the note if any.

    Not of somebody who has been matched meanwhile.
    """
    found, by = await _coordinated(session, participant_id, caller)
    answer = await move(session, found, Move({S.SUBMITTED}, S.DRAFT, "participant_sent_back"), by)
    news = News(found.programme_id, found.person_id, MessageKind.PARTICIPANT_SENT_BACK, participant_id)
    await tell_anew(session, replace(news, details={"note": note}) if note else news)
    return answer


async def pause(session: AsyncSession, participant_id: UUID, caller: Caller) -> ParticipantActOut:
    """No new requests; pending ones are released, running matches stay (R9, R14)."""
    found, by = await _own_or_coordinated(session, participant_id, caller)
    return await move(session, found, Move({S.ACTIVE}, S.PAUSED, "participant_paused"), by)


async def resume(session: AsyncSession, participant_id: UUID, caller: Caller) -> ParticipantActOut:
    """Back from a pause."""
    found, by = await _own_or_coordinated(session, participant_id, caller)
    return await move(session, found, Move({S.PAUSED}, S.ACTIVE, "participant_resumed"), by)


async def leave(session: AsyncSession, participant_id: UUID, caller: Caller) -> ParticipantActOut:
    """The participant leaves: requests are released, matches end and the partner is told (R9)."""
    found, by = await _own_or_coordinated(session, participant_id, caller)
    return await move(session, found, Move(STAYS, S.LEFT, "participant_left"), by)


async def leave_idle(session: AsyncSession, programme_id: UUID, participant_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Let all leave a programme who have nothing under way in it, in a few statements; return them, each with whose they are.

    Who has left or was removed before is among them; who has a match, a request or a proposal is not, and has to `leave`.
    """
    await share_programme(session, programme_id)
    await lock_participants(session, participant_ids)
    idle = (await session.execute(IDLE, {"ids": list(participant_ids)})).all()
    leaving = [row for row in idle if row.state in STAYS]
    await session.execute(LEAVE, {"ids": [row.id for row in leaving]})
    for row in leaving:
        left = By(Caller(row.person_id)).audited(programme_id, "participant_left", "participant", row.id)
        audit.record(session, left | {"from_state": row.state, "to_state": S.LEFT})
        rights_changed(session, row.person_id)
    return {row.id: row.person_id for row in idle}


async def remove(session: AsyncSession, participant_id: UUID, caller: Caller) -> ParticipantActOut:
    """A coordinator removes a participant; the same consequences as leaving, and they are told."""
    found, by = await _coordinated(session, participant_id, caller)
    answer = await move(session, found, Move(STAYS, S.REMOVED, "participant_removed"), by)
    tell(session, News(found.programme_id, found.person_id, MessageKind.PARTICIPANT_REMOVED, participant_id))
    return answer


async def set_places(session: AsyncSession, participant_id: UUID, places: int, caller: Caller) -> PlacesOut:
    """Give a mentor so many places; fewer than active matches is refused, exactly as many releases requests (R14).

    Raises:
        NotTheMentor: the participant is no mentor. Invalid: more than the programme allows. CapacityBelowMatches.
    """
    found, by = await _own_or_coordinated(session, participant_id, caller)
    if found.role != Role.MENTOR:
        raise NotTheMentor
    if not 1 <= places <= found.places_max:
        raise Invalid(errors=[FieldProblem("#/places", "out_of_range", "Choose from 1 to {last}", {"last": found.places_max})])
    truth = await lock(session, found.programme_id, {participant_id})
    await expire_due(session, truth)
    mentor = truth.parties[participant_id]
    numbers = list((await session.execute(PLACE_NUMBERS, {"id": participant_id})).scalars())
    taken = len(numbers) - len(mentor.free_places)
    if places < taken:
        raise CapacityBelowMatches
    keep = places - taken
    dropped, mentor.free_places = mentor.free_places[keep:], mentor.free_places[:keep]
    unused = (number for number in range(1, places + len(numbers) + 1) if number not in numbers)
    added = [next(unused) for _ in range(keep - len(mentor.free_places))]
    changed = by.audited(found.programme_id, "places_changed", "participant", participant_id)
    audit.record(session, changed | {"details": {"from": len(numbers), "to": places}})
    if added:
        mentor.free_places.extend(added)
        await session.execute(ADD_PLACES, {"id": participant_id, "numbers": added, "programme_id": found.programme_id})
    if dropped:
        await session.execute(DROP_PLACES, {"id": participant_id, "numbers": dropped})
    await settle(session, truth, by)
    await tell_behalf(session, truth, participant_id, by)
    return PlacesOut(participant_id=participant_id, places=places, free=len(mentor.free_places))


async def end(session: AsyncSession, match_id: UUID, body: EndIn, caller: Caller) -> MatchActOut:
    """A member or a coordinator ends a match; the others are told at once, with words written for them (R15, R22).

    A member leaves a group, which goes on unless they were its last mentor; a coordinator ends all of it, or takes the member
    out whom the body names. Why they do it stands in the audit trail alone.

    Raises:
        NotFound: not the caller's to see or to end, or nobody in it to take out. MatchEnded: it has ended already.
    """
    members = await _members(session, match_id, caller)
    coordinates, programme_id = members[0].coordinates, members[0].programme_id
    own = next((member for member in members if member.person_id == caller.person_id), None)
    if not (own or coordinates):
        raise NotFound
    reason = EndReason.BY_MEMBER if own and body.participant_id is None else EndReason.COORDINATOR
    ending = Ending(reason, body.cause, body.farewell)
    everybody = {member.participant_id for member in members}
    if members[0].kind == MatchKind.GROUP:
        leaver = body.participant_id or (own.participant_id if own else None)
        if leaver not in {None, *everybody} or (reason == EndReason.COORDINATOR and not coordinates):
            raise NotFound
        truth, group = await lock_members(session, programme_id, match_id, everybody)
        await expire_due(session, truth)
        goes_on = await _end_group(session, truth, group, leaver, ending, By(caller))
    else:
        if body.participant_id is not None:
            raise NotFound
        truth = await lock(session, programme_id, everybody)
        await expire_due(session, truth)
        goes_on = False
        if not await _end_and_tell(session, truth, match_id, ending, By(caller)):
            raise MatchEnded
    await matches.refresh_accepting(session, truth.principals)
    return MatchActOut(id=match_id, state=MatchState.ACTIVE if goes_on else MatchState.ENDED)


async def _members(session: AsyncSession, match_id: UUID, caller: Caller) -> Sequence[Row[Any]]:
    rows = (await session.execute(MEMBERS, {"match_id": match_id, "person_id": caller.person_id})).all()
    if not rows:
        raise NotFound
    return rows


async def end_over(session: AsyncSession, match_id: UUID) -> MatchActOut:
    """The clock ends a match whose programme is over (R26); both hear of it, with thanks. Nothing where it is not over (yet)."""
    members = (await session.execute(MEMBERS, {"match_id": match_id, "person_id": CLOCK})).all()
    programme_id, everybody = members[0].programme_id, {member.participant_id for member in members}
    ending, by = Ending(EndReason.PROGRAMME_ENDED), By()
    if members[0].kind == MatchKind.GROUP:
        truth, group = await lock_members(session, programme_id, match_id, everybody)
        active = group.active
    else:
        truth, group = await lock(session, programme_id, everybody), None
        active = True
    # Under the locks: somebody may have extended the programme since it was looked for, or ended the match.
    if not (active and await session.scalar(IS_OVER, {"programme_id": programme_id})):
        return MatchActOut(id=match_id, state=MatchState.ACTIVE)
    await expire_due(session, truth)
    if group is None:
        await _end_and_tell(session, truth, match_id, ending, by)
    else:
        await _end_group(session, truth, group, None, ending, by)
    await matches.refresh_accepting(session, truth.principals)
    return MatchActOut(id=match_id, state=MatchState.ENDED)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a match ends: by whom, for what cause (for coordinators), with which words (for the partner)."""

    reason: EndReason
    cause: EndCause | None = None
    farewell: str | None = None

    @property
    def details(self) -> dict[str, str]:
        """What the audit trail keeps."""
        return {"reason": self.reason} | ({"cause": self.cause} if self.cause else {})


async def _end_group(session: AsyncSession, truth: Truth, group: Group, leaver: UUID | None, ending: Ending, by: By) -> bool:
    """Let one leave, or end the group for all: nobody named, or its last mentor goes. Return whether it goes on."""
    if not group.active or leaver not in {None, *group.mentors, *group.mentees}:
        raise MatchEnded
    if leaver is not None and group.mentors != [leaver]:
        await leave_group(session, truth, group, leaver, Leaving(ending.details, ending.farewell), by)
        return True
    await release(session, truth, group, ReleaseReason.GROUP_CLOSED, by)
    await _end_and_tell(session, truth, group.match_id, ending, by)
    return False


async def _end_and_tell(session: AsyncSession, truth: Truth, match_id: UUID, ending: Ending, by: By) -> bool:
    ended = await matches.end_match(session, match_id, truth.rules.now, ending.reason, ending.farewell)
    if not ended:
        return False
    programme_id = truth.rules.programme_id
    record = by.audited(programme_id, "match_ended", "match", match_id) | {"details": ending.details}
    audit.record(session, record | {"from_state": MatchState.ACTIVE, "to_state": MatchState.ENDED})
    people = {truth.parties[each].person_id for each in ended}
    causer = by.on_behalf_of or (by.caller.person_id if by.caller else None)
    told = sorted(people - ({causer} if causer else set()))
    tell(session, *(News(programme_id, who, MessageKind.MATCH_ENDED, match_id) for who in told))
    return True


async def _require_public(rules: Rules) -> None:
    """Let nobody in where nothing goes on any more."""
    if not rules.open:
        raise WindowClosed


@dataclass(frozen=True, slots=True)
class Move:
    """From which states to which, and what the audit trail calls it."""

    origins: Collection[ParticipantState]
    to: ParticipantState
    act: str


async def move(
    session: AsyncSession, found: Row[Any], step: Move, by: By, judge: Callable[[Rules], Awaitable[None]] | None = None
) -> ParticipantActOut:
    """Move a participant's state, the one place where it moves, and draw every consequence.

    `judge` may refuse by clock and profile; like the state it is asked under the locks, for whoever held them may have
    changed all three.
    """
    parts = step.to in {S.LEFT, S.REMOVED, S.DRAFT}
    together = (await session.execute(TOGETHER, {"id": found.id})).all() if parts else []
    truth = await lock(session, found.programme_id, {found.id, *(row.participant_id for row in together)})
    if parts and (await session.execute(TOGETHER, {"id": found.id})).all() != together:
        raise StartOver
    await expire_due(session, truth)
    party = truth.parties[found.id]
    before = party.state
    if before not in step.origins or (step.to == S.DRAFT and together):
        raise IllegalMove
    if judge is not None:
        await judge(truth.rules)
    party.state = step.to
    for match_id, kind in sorted({(row.match_id, row.kind) for row in together}):
        if kind == MatchKind.GROUP:
            await _end_group(session, truth, await find_group(session, match_id), found.id, Ending(EndReason.MEMBER_LEFT), by)
        else:
            await _end_and_tell(session, truth, match_id, Ending(EndReason.MEMBER_LEFT), by)
    await _release_before_moving(session, truth, found.id, by)
    await session.execute(MOVE, {"id": found.id, "state": step.to, "now": truth.rules.now})
    record = by.audited(found.programme_id, step.act, "participant", found.id)
    audit.record(session, record | {"from_state": before, "to_state": step.to})
    await matches.refresh_accepting(session, truth.principals)
    rights_changed(session, found.person_id)
    await tell_behalf(session, truth, found.id, by)
    return ParticipantActOut(id=found.id, state=step.to)


async def _release_before_moving(session: AsyncSession, truth: Truth, participant_id: UUID, by: By) -> None:
    """Pending requests hang on `accepting`, so they go before the state does; partners keep theirs."""
    mine = Truth(truth.rules, truth.parties, frozenset({participant_id}), truth.requests, truth.proposals)
    party = mine.parties[participant_id]
    if party.away_reason is not None or not party.has_room:
        await settle(session, mine, by)
        truth.requests, truth.proposals = mine.requests, mine.proposals


async def _find(session: AsyncSession, participant_id: UUID, caller: Caller) -> Row[Any]:
    programme_id = await session.scalar(PROGRAMME, {"id": participant_id})
    if programme_id is None:
        raise NotFound
    # Before its clock and rules are read: an edit under way is waited for, and a later one waits for this act.
    await share_programme(session, programme_id)
    row = (await session.execute(FOUND, {"id": participant_id, "person_id": caller.person_id})).one_or_none()
    if row is None or not (row.coordinates or row.person_id == caller.person_id):
        raise NotFound
    return row


async def _own_or_coordinated(session: AsyncSession, participant_id: UUID, caller: Caller) -> tuple[Row[Any], By]:
    found = await _find(session, participant_id, caller)
    own = found.person_id == caller.person_id
    return found, By(caller, None if own else found.person_id)


async def _coordinated(session: AsyncSession, participant_id: UUID, caller: Caller) -> tuple[Row[Any], By]:
    found = await _find(session, participant_id, caller)
    if not found.coordinates:
        raise Forbidden
    return found, By(caller)
