"""What the model does: the events, mails and answer that an act must have, no more and no fewer; then the change itself.

Ids of new objects come from the log. Where the domain leaves a choice open (which of two true reasons a request between
two principals is released with), the log's choice is followed if it is one of the true ones.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from kisalli.programmes.models import Role
from kisalli.requests.models import ReleaseReason, RequestState
from kisalli.requests.telling import BOTH, KIND, told
from tests.races.commands import Command, Do, Event, Mail
from tests.races.judging import MOVES
from tests.races.model import Ask, Bond, Model, S

VERB = {
    Do.PAUSE: "paused",
    Do.RESUME: "resumed",
    Do.LEAVE: "left",
    Do.REMOVE: "removed",
    Do.APPROVE: "approved",
    Do.SEND_BACK: "sent_back",
}
FINAL = {
    Do.WITHDRAW: RequestState.WITHDRAWN,
    Do.DECLINE: RequestState.DECLINED,
    Do.ACCEPT: RequestState.ACCEPTED,
    Do.RELEASE: RequestState.RELEASED,
}
PAUSED = {ReleaseReason.MENTOR_PAUSED, ReleaseReason.MENTEE_PAUSED}


@dataclass(frozen=True, slots=True)
class Seen:
    """What the log says and the model can't know: new ids, and the reason that each released request was given."""

    request: UUID | None = None
    proposal: UUID | None = None
    match: UUID | None = None
    reasons: Mapping[UUID, str] = field(default_factory=dict)


@dataclass
class Effects:
    """What an act does."""

    events: Counter[Event] = field(default_factory=Counter)
    mails: Counter[Mail] = field(default_factory=Counter)
    answer: dict[str, Any] = field(default_factory=dict)


class Performance:
    """One act being done to a model."""

    def __init__(self, model: Model, command: Command, seen: Seen) -> None:
        self.model, self.command, self.seen = model, command, seen
        self.done = Effects()
        self.behalf: UUID | None = None

    def run(self) -> Effects:
        """Do it; the caller has asked `refusal` before."""
        match self.command.do:
            case Do.SEND:
                self._send()
            case Do.WITHDRAW | Do.DECLINE | Do.ACCEPT | Do.RELEASE:
                self._answer()
            case Do.PROPOSE:
                self._propose()
            case Do.AGREE:
                self._agree()
            case Do.REFUSE | Do.TAKE_BACK:
                self._close_proposal()
            case Do.PLACES:
                self._places()
            case Do.END:
                self._end()
            case Do.TEND:
                self._expire(each for each in (self.command.mentor, self.command.mentee) if each is not None)
            case Do.AGE:
                self._age()
            case _:
                self._move()
        return self.done

    # The acts.

    def _send(self) -> None:
        assert self.command.mentor is not None and self.command.caller is not None and self.seen.request is not None
        mentee, mentor = self.model.people[self.command.caller], self.command.mentor
        self._expire({mentor, mentee})
        request = Ask(self.seen.request, mentor, mentee)
        self.model.ask(request)
        self._event("request_sent", request.id, None, RequestState.PENDING)
        self._mail(request.id, mentor, "request_sent")
        self.done.answer = {"id": request.id, "state": "pending"}

    def _answer(self) -> None:
        request = self.model.requests[self._subject]
        if self.command.do != Do.RELEASE:
            self._on_behalf(request.mentee if self.command.do == Do.WITHDRAW else request.mentor)
        self._expire(request.parties)
        final = FINAL[self.command.do]
        self.done.answer = {"id": request.id, "state": final.value}
        if final == RequestState.ACCEPTED:
            match = self._match(request, request.id)
            self._close([request], final, match=match)
            self._settle(request.parties)
            self.done.answer["match_id"] = match
        else:
            self._close([request], final, ReleaseReason.COORDINATOR if final == RequestState.RELEASED else None)
        self._tell_behalf(request.id)

    def _propose(self) -> None:
        command, identifier = self.command, self.seen.proposal
        assert command.mentor is not None and command.mentee is not None and identifier is not None
        self._expire({command.mentor, command.mentee})
        proposal = Ask(identifier, command.mentor, command.mentee, overrides=frozenset(command.overrides))
        self.model.offer(proposal)
        self._event("proposal_made", proposal.id, None, "pending", ",".join(sorted(command.overrides)))
        for part in proposal.parties:
            self._mail(proposal.id, part, "proposal_made")
        self.done.answer = {"id": proposal.id, "state": "pending", "match_id": None}

    def _agree(self) -> None:
        proposal = self.model.proposals[self._subject]
        side = self.command.on_behalf_of or self.model.people[self._caller]
        self._on_behalf(side)
        self._expire(proposal.parties)
        role = self.model.parts[side].role
        proposal.yes.add(role)
        self._event("proposal_agreed", proposal.id, None, None, role)
        self._tell_behalf(proposal.id)
        match = None
        if proposal.yes == set(BOTH):
            match = self._match(proposal, None)
            self._close_offers([proposal], "accepted", match)
            self._settle(proposal.parties)
        self.done.answer = {"id": proposal.id, "state": proposal.state, "match_id": match}

    def _close_proposal(self) -> None:
        proposal = self.model.proposals[self._subject]
        side = None
        if self.command.do == Do.REFUSE:
            side = self.command.on_behalf_of or self.model.people[self._caller]
            self._on_behalf(side)
        self._expire(proposal.parties)
        note = self.model.parts[side].role if side else ""
        self._close_offers([proposal], "declined" if side else "withdrawn", note=note)
        self._tell_behalf(proposal.id)
        self.done.answer = {"id": proposal.id, "state": proposal.state, "match_id": None}

    def _move(self) -> None:
        part = self.model.parts[self._subject]
        do, before, (_, to) = self.command.do, part.state, MOVES[self.command.do]
        if do not in {Do.REMOVE, Do.APPROVE, Do.SEND_BACK}:
            self._on_behalf(part.id)
        bonds = self.model.active(part.id) if to in {S.LEFT, S.REMOVED} else []
        self._expire({part.id, *(other for bond in bonds for other in (bond.mentor, bond.mentee))})
        part.state = to
        for bond in bonds:
            self._unbind(bond, "member_left")
        self._settle((part.id,))
        self._event(f"participant_{VERB[do]}", part.id, before, to)
        self._tell_behalf(part.id)
        if do in {Do.REMOVE, Do.APPROVE, Do.SEND_BACK}:
            self._mail(part.id, part.id, f"participant_{VERB[do]}")
        self.done.answer = {"id": part.id, "state": to.value}

    def _places(self) -> None:
        part = self.model.parts[self._subject]
        self._on_behalf(part.id)
        self._expire({part.id})
        self._event("places_changed", part.id, None, None, f"{part.places}-{self.command.places}")
        part.places = self.command.places
        self._settle((part.id,))
        self._tell_behalf(part.id)
        self.done.answer = {"participant_id": part.id, "places": part.places, "free": self.model.free(part.id)}

    def _end(self) -> None:
        bond = self.model.bonds[self._subject]
        self._expire({bond.mentor, bond.mentee})
        own = self._caller in {self.model.parts[each].person for each in (bond.mentor, bond.mentee)}
        self._unbind(bond, "by_member" if own else "coordinator")
        self.done.answer = {"id": bond.id, "state": "ended"}

    def _age(self) -> None:
        ask = self.model.requests.get(self._subject) or self.model.proposals[self._subject]
        ask.overdue = True
        self._event("aged", ask.id, None, None)

    # Their parts.

    @property
    def _subject(self) -> UUID:
        assert self.command.subject is not None
        return self.command.subject

    @property
    def _caller(self) -> UUID:
        assert self.command.caller is not None
        return self.command.caller

    def _on_behalf(self, part: UUID) -> None:
        person = self.model.parts[part].person
        self.behalf = person if person != self.command.caller else None

    def _tell_behalf(self, subject: UUID) -> None:
        if self.behalf is not None:
            self.done.mails[Mail(subject, self.behalf, "answered_for_you")] += 1

    def _event(
        self, act: str, subject: UUID, before: str | None, after: str | None, note: str = "", *, clock: bool = False
    ) -> None:
        caller, behalf = (None, None) if clock else (self.command.caller, self.behalf)
        plain = (str(before) if before else None, str(after) if after else None)
        self.done.events[Event(act, subject, caller, behalf, *plain, note)] += 1

    def _mail(self, subject: UUID, part: UUID, kind: str) -> None:
        self.done.mails[Mail(subject, self.model.parts[part].person, kind)] += 1

    def _expire(self, principals: Iterable[UUID]) -> None:
        parts = tuple(principals)
        for ask in self.model.asks(*parts):
            due = self.model.due(ask)
            if due is not None:
                self._close([ask], *due, clock=True)
        self._close_offers([offer for offer in self.model.offers(*parts) if offer.overdue], "expired", clock=True)

    def _close(
        self,
        asks: Iterable[Ask],
        state: RequestState,
        reason: ReleaseReason | None = None,
        match: UUID | None = None,
        *,
        clock: bool = False,
    ) -> None:
        for ask in asks:
            self.model.close(ask, state, reason, match)
            self._event(f"request_{state}", ask.id, "pending", state, str(reason) if reason else "", clock=clock)
            for role in told(state, reason):
                self._mail(ask.id, ask.mentor if role == Role.MENTOR else ask.mentee, KIND[state])

    def _close_offers(
        self, offers: Iterable[Ask], state: str, match: UUID | None = None, *, note: str = "", clock: bool = False
    ) -> None:
        for offer in offers:
            self.model.close(offer, state, match=match)
            self._event(f"proposal_{state}", offer.id, "pending", state, note, clock=clock)
            if state != "accepted":
                for part in offer.parties:
                    self._mail(offer.id, part, "proposal_closed")

    def _match(self, ask: Ask, request: UUID | None) -> UUID:
        assert self.seen.match is not None
        self.model.bind(Bond(self.seen.match, ask.mentor, ask.mentee, request))
        self._event("match_opened", self.seen.match, None, "active")
        for part in ask.parties:
            self._mail(self.seen.match, part, "match_made")
        return self.seen.match

    def _unbind(self, bond: Bond, reason: str) -> None:
        self.model.unbind(bond)
        self._event("match_ended", bond.id, "active", "ended", reason)
        causer = self.behalf or self.command.caller
        for part in (bond.mentor, bond.mentee):
            if self.model.parts[part].person != causer:
                self._mail(bond.id, part, "match_ended")

    def _has_room(self, part: UUID) -> bool:
        mentor = self.model.parts[part].role == Role.MENTOR
        return self.model.free(part) > 0 if mentor else not self.model.matched(part)

    def _settle(self, principals: Iterable[UUID]) -> None:
        why = {part: self.model.why_release(part) for part in principals}
        for ask in self.model.asks(*why):
            reasons = [reason for part in ask.parties if (reason := why.get(part)) is not None]
            if reasons:
                seen = self.seen.reasons.get(ask.id)
                self._close([ask], RequestState.RELEASED, next((each for each in reasons if each == seen), reasons[0]))
        for part, reason in why.items():
            if reason is not None and (reason not in PAUSED or not self._has_room(part)):
                self._close_offers(self.model.offers(part), "released")


def perform(model: Model, command: Command, seen: Seen | None = None) -> Effects:
    """Do an act that the model does not refuse; return what it must have done."""
    return Performance(model, command, seen or Seen()).run()
