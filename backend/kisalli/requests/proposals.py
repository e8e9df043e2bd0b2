"""Proposals: a coordinator suggests a pair, or a mentee to a group; both yes is a match (R15). No override touches I1–I7."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from kisalli.core import audit
from kisalli.core.caller import Caller
from kisalli.core.errors import Forbidden, NotFound
from kisalli.core.ids import new_id
from kisalli.matches.models import MatchKind
from kisalli.messages.models import MessageKind
from kisalli.messages.service import News, tell
from kisalli.programmes.clock import require_open
from kisalli.programmes.errors import WindowClosed
from kisalli.programmes.models import ParticipantState, Role
from kisalli.programmes.queries import require_coordinator
from kisalli.requests import queries
from kisalli.requests.errors import (
    DeclinedBefore,
    GroupNotAvailable,
    MenteeAlreadyMatched,
    MenteeNotAvailable,
    MentorFull,
    MentorNotAvailable,
    ProposalExists,
    ProposalNotPending,
)
from kisalli.requests.grouping import Group, find_group, lock_group, lock_sides, require_place, settle_group, take_place
from kisalli.requests.models import Override, ProposalState
from kisalli.requests.parties import Party, Pending, Truth, lock
from kisalli.requests.schemas import ProposalActOut, ProposalIn
from kisalli.requests.service import open_pair
from kisalli.requests.settling import By, close_proposals, expire_due, release_between, settle, tell_behalf

INSERT = text("""
INSERT INTO proposal (id, programme_id, mentor_id, mentee_id, group_id, overrides, note, proposed_at, expires_at)
VALUES (:id, :programme_id, :mentor_id, :mentee_id, CAST(:group_id AS uuid), :overrides, :note, :now, :expires_at)
""")
SAY_YES = text("""
UPDATE proposal SET mentor_yes_at = CASE WHEN :mentor THEN COALESCE(mentor_yes_at, :now) ELSE mentor_yes_at END,
       mentee_yes_at = CASE WHEN :mentor THEN mentee_yes_at ELSE COALESCE(mentee_yes_at, :now) END
 WHERE id = :id AND state = 'pending' RETURNING mentor_yes_at IS NOT NULL AND mentee_yes_at IS NOT NULL
""")


async def propose(session: AsyncSession, programme_id: UUID, body: ProposalIn, caller: Caller) -> ProposalActOut:
    """A coordinator suggests a pair, or a mentee to a mentor's group; both are told.

    Raises:
        NotFound: programme, mentor, mentee or group are not to be seen. Forbidden: the caller is no coordinator of it.
        MentorFull, MenteeAlreadyMatched, GroupFull, GroupNotAvailable: never overridden. WindowNotOpen, WindowClosed,
        MentorNotAvailable, MenteeNotAvailable, DeclinedBefore: not overridden here.
    """
    await require_coordinator(session, programme_id, caller)
    await queries.require_pair(session, programme_id, body.mentor_id, body.mentee_id)
    truth, group = await _lock_named(session, programme_id, body)
    await expire_due(session, truth)
    if not truth.rules.open:
        raise WindowClosed  # a draft or an archived programme: no override opens those
    overrides = frozenset(body.overrides)
    _require_possible(truth, group, body.mentor_id, body.mentee_id, overrides)
    if Override.WINDOW not in overrides:
        require_open(truth.rules.requests_opens, truth.rules.requests_closes, truth.rules.now)
    await _require_fitting(session, body, group.mentors if group else [body.mentor_id], overrides)
    if any(each.mentor_id == body.mentor_id and each.mentee_id == body.mentee_id for each in truth.proposals):
        raise ProposalExists
    proposal_id, now = new_id(), truth.rules.now
    values: dict[str, Any] = {
        "id": proposal_id,
        "programme_id": programme_id,
        "mentor_id": body.mentor_id,
        "mentee_id": body.mentee_id,
        "group_id": body.group_id,
    }
    values |= {"overrides": sorted(overrides), "note": body.note, "now": now}
    await session.execute(INSERT, values | {"expires_at": now + timedelta(days=truth.rules.request_days)})
    record = By(caller).audited(programme_id, "proposal_made", "proposal", proposal_id)
    audit.record(session, record | {"to_state": ProposalState.PENDING, "details": {"overrides": sorted(overrides)}})
    people = [truth.parties[each].person_id for each in (body.mentor_id, body.mentee_id)]
    tell(session, *(News(programme_id, who, MessageKind.PROPOSAL_MADE, proposal_id) for who in people))
    return ProposalActOut(id=proposal_id, state=ProposalState.PENDING, match_id=None)


async def _lock_named(session: AsyncSession, programme_id: UUID, body: ProposalIn) -> tuple[Truth, Group | None]:
    if body.group_id is None:
        return await lock(session, programme_id, {body.mentor_id, body.mentee_id}), None
    group = await find_group(session, body.group_id)
    if group.programme_id != programme_id or (group.active and body.mentor_id not in group.mentors):
        raise NotFound
    return await lock_group(session, programme_id, body.group_id, {body.mentor_id, body.mentee_id})


def _require_possible(truth: Truth, group: Group | None, mentor_id: UUID, mentee_id: UUID, overrides: frozenset[str]) -> None:
    """What must hold when a pair or a place is proposed and again when the second yes makes it a match."""
    mentor, mentee = truth.parties[mentor_id], truth.parties[mentee_id]
    if not _may_take_part(mentor, overrides):
        raise MentorNotAvailable
    if not _may_take_part(mentee, overrides):
        raise MenteeNotAvailable
    if group is not None:
        if mentor_id not in group.mentors:
            raise GroupNotAvailable
        require_place(group, mentee)
        return
    if not mentor.free_places:
        raise MentorFull
    if not mentee.may_join(MatchKind.PAIR):
        raise MenteeAlreadyMatched


def _may_take_part(party: Party, overrides: frozenset[str]) -> bool:
    allowed = {ParticipantState.ACTIVE}
    if Override.PAUSE in overrides:
        allowed.add(ParticipantState.PAUSED)
    if Override.APPROVAL in overrides:
        allowed.add(ParticipantState.SUBMITTED)
    return party.state in allowed


async def _require_fitting(session: AsyncSession, body: ProposalIn, mentors: Sequence[UUID], overrides: frozenset[str]) -> None:
    between = {each: await queries.history(session, each, body.mentee_id) for each in mentors}
    if any(each.parted for each in between.values()):
        raise MentorNotAvailable
    if any(each.declined for each in between.values()) and Override.EARLIER_DECLINE not in overrides:
        raise DeclinedBefore
    if not between[body.mentor_id].level_fits and Override.LEVEL not in overrides:
        raise MentorNotAvailable


async def agree(session: AsyncSession, proposal_id: UUID, on_behalf_of: UUID | None, caller: Caller) -> ProposalActOut:
    """One side says yes; the second yes makes the match and releases both contacts.

    Raises:
        NotFound, Forbidden: not the caller's. ProposalNotPending, MentorFull, MenteeAlreadyMatched, MentorNotAvailable,
        MenteeNotAvailable: the truth under the locks.
    """
    (truth, group), found, proposal, (side, by) = await _lock_proposal(session, proposal_id, on_behalf_of, caller)
    _require_possible(truth, group, proposal.mentor_id, proposal.mentee_id, frozenset(found.overrides))
    yes = {"id": proposal_id, "now": truth.rules.now, "mentor": side == Role.MENTOR}
    both = await session.scalar(SAY_YES, yes)
    record = by.audited(truth.rules.programme_id, "proposal_agreed", "proposal", proposal_id)
    audit.record(session, record | {"details": {"role": side}})
    await tell_behalf(session, truth, proposal_id, by)
    if not both:
        return ProposalActOut(id=proposal_id, state=ProposalState.PENDING, match_id=None)
    mentor, mentee = truth.parties[proposal.mentor_id], truth.parties[proposal.mentee_id]
    if group is None:
        match_id = await open_pair(session, truth, mentor, mentee, None, by)
    else:
        match_id = group.match_id
        await take_place(session, truth, group, mentee, None, by)
    await close_proposals(session, truth, [proposal], ProposalState.ACCEPTED, by, match_id=match_id)
    await release_between(session, truth, mentee.id, group.mentors if group else [mentor.id], by)
    await settle(session, truth, by)
    if group is not None:
        await settle_group(session, truth, group, by)
    return ProposalActOut(id=proposal_id, state=ProposalState.ACCEPTED, match_id=match_id)


async def refuse(session: AsyncSession, proposal_id: UUID, on_behalf_of: UUID | None, caller: Caller) -> ProposalActOut:
    """One side says no; the other is told that it came to nothing."""
    (truth, _), _, proposal, (side, by) = await _lock_proposal(session, proposal_id, on_behalf_of, caller)
    await close_proposals(session, truth, [proposal], ProposalState.DECLINED, by, side=side)
    await tell_behalf(session, truth, proposal_id, by)
    return ProposalActOut(id=proposal_id, state=ProposalState.DECLINED, match_id=None)


async def take_back(session: AsyncSession, proposal_id: UUID, caller: Caller) -> ProposalActOut:
    """A coordinator withdraws a proposal."""
    found = await queries.proposal_for(session, proposal_id, caller)
    if found is None:
        raise NotFound
    if not found.coordinates:
        raise Forbidden
    (truth, _), proposal = await _lock_found(session, found)
    await close_proposals(session, truth, [proposal], ProposalState.WITHDRAWN, By(caller))
    return ProposalActOut(id=proposal_id, state=ProposalState.WITHDRAWN, match_id=None)


async def _lock_proposal(
    session: AsyncSession, proposal_id: UUID, on_behalf_of: UUID | None, caller: Caller
) -> tuple[tuple[Truth, Group | None], Row[Any], Pending, tuple[Role, By]]:
    found = await queries.proposal_for(session, proposal_id, caller)
    if found is None:
        raise NotFound
    side = _side(found, on_behalf_of, caller)
    locked, proposal = await _lock_found(session, found)
    return locked, found, proposal, side


async def _lock_found(session: AsyncSession, found: Row[Any]) -> tuple[tuple[Truth, Group | None], Pending]:
    truth, group = await lock_sides(session, found)
    await expire_due(session, truth)
    proposal = truth.proposal(found.id)
    if proposal is None:
        raise ProposalNotPending
    return (truth, group), proposal


def _side(found: Row[Any], on_behalf_of: UUID | None, caller: Caller) -> tuple[Role, By]:
    """Whose answer this is; a coordinator names the participant, everybody else answers for themself."""
    if on_behalf_of is None:
        if caller.person_id == found.mentor_person_id:
            return Role.MENTOR, By(caller)
        if caller.person_id == found.mentee_person_id:
            return Role.MENTEE, By(caller)
        raise Forbidden
    if not found.coordinates:
        raise Forbidden
    if on_behalf_of == found.mentor_id:
        return Role.MENTOR, By(caller, found.mentor_person_id)
    if on_behalf_of == found.mentee_id:
        return Role.MENTEE, By(caller, found.mentee_person_id)
    raise NotFound
