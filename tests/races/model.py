"""A small pure model of the core: participants with places, requests, proposals and matches of one programme.

It is written from the domain's rules, not from the service's SQL, and holds plain objects only: no clock, no database.
Time comes in as facts: a request is overdue or not, the window is early, open, in grace or over.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import UUID

from kisalli.programmes.models import ParticipantState, Role
from kisalli.requests.models import ReleaseReason, RequestState

S = ParticipantState


class Window(StrEnum):
    """Where the programme's clock stands with regard to requests (R13)."""

    EARLY = "early"
    OPEN = "open"
    GRACE = "grace"
    OVER = "over"


@dataclass(slots=True)
class Part:
    """A participant; `level` is a mentee's own, `seeks` a mentor's wish (empty: any)."""

    id: UUID
    person: UUID
    role: str
    state: str
    places: int = 0
    level: str | None = None
    seeks: tuple[str, ...] = ()


@dataclass(slots=True)
class Ask:
    """A request, or a proposal (then `overrides` is set and the yeses count)."""

    id: UUID
    mentor: UUID
    mentee: UUID
    state: str = "pending"
    reason: str | None = None
    match: UUID | None = None
    overdue: bool = False
    overrides: frozenset[str] = frozenset()
    yes: set[str] = field(default_factory=set)

    @property
    def parties(self) -> tuple[UUID, UUID]:
        """Both sides, the mentor first."""
        return self.mentor, self.mentee


@dataclass(slots=True)
class Bond:
    """A match of a pair."""

    id: UUID
    mentor: UUID
    mentee: UUID
    request: UUID | None
    active: bool = True


@dataclass(slots=True)
class Limits:
    """The programme's rules that acts are judged by (R3)."""

    mentor_pending: int = 2
    mentee_pending: int = 1
    places: int = 2


class Model:
    """One programme's truth."""

    def __init__(self, coordinators: Iterable[UUID], limits: Limits | None = None, window: Window = Window.OPEN) -> None:
        self.coordinators = frozenset(coordinators)
        self.limits, self.window = limits or Limits(), window
        self.ceiling = replace(self.limits)
        self.parts: dict[UUID, Part] = {}
        self.people: dict[UUID, UUID] = {}
        self.requests: dict[UUID, Ask] = {}
        self.proposals: dict[UUID, Ask] = {}
        self.bonds: dict[UUID, Bond] = {}
        self.declined: set[tuple[UUID, UUID]] = set()
        self.parted: set[tuple[UUID, UUID]] = set()
        self._asks: defaultdict[UUID, dict[UUID, Ask]] = defaultdict(dict)
        self._offers: defaultdict[UUID, dict[UUID, Ask]] = defaultdict(dict)
        self._bonds: defaultdict[UUID, dict[UUID, Bond]] = defaultdict(dict)

    def add(self, part: Part) -> None:
        """Let somebody take part."""
        self.parts[part.id] = part
        self.people[part.person] = part.id

    # What holds.

    def limit(self, limits: Limits) -> None:
        """Set the rules; a lowered limit binds new sends only, so the highest that ever was is what always holds."""
        self.limits = limits
        for name in ("mentor_pending", "mentee_pending", "places"):
            setattr(self.ceiling, name, max(getattr(self.ceiling, name), getattr(limits, name)))

    def asks(self, *parts: UUID) -> list[Ask]:
        """Return the pending requests of these participants."""
        return list({each: ask for part in parts for each, ask in self._asks[part].items()}.values())

    def offers(self, *parts: UUID) -> list[Ask]:
        """Return the pending proposals of these participants."""
        return list({each: ask for part in parts for each, ask in self._offers[part].items()}.values())

    def active(self, part: UUID) -> list[Bond]:
        """Return a participant's active matches."""
        return list(self._bonds[part].values())

    def free(self, mentor: UUID) -> int:
        """Return how many places of a mentor are free."""
        return self.parts[mentor].places - len(self._bonds[mentor])

    def matched(self, mentee: UUID) -> bool:
        """Whether a mentee has an active match."""
        return bool(self._bonds[mentee])

    def accepting(self, part: UUID) -> bool:
        """Whether pending requests may hang on a participant (I5)."""
        mine = self.parts[part]
        room = self.free(part) > 0 if mine.role == Role.MENTOR else not self.matched(part)
        return mine.state == S.ACTIVE and room

    def why_release(self, part: UUID) -> ReleaseReason | None:
        """Why this participant can hold no pending request now; None when they can."""
        mine = self.parts[part]
        mentor = mine.role == Role.MENTOR
        if mine.state in {S.LEFT, S.REMOVED}:
            return ReleaseReason.MENTOR_LEFT if mentor else ReleaseReason.MENTEE_LEFT
        if mine.state != S.ACTIVE:
            return ReleaseReason.MENTOR_PAUSED if mentor else ReleaseReason.MENTEE_PAUSED
        if mentor:
            return ReleaseReason.MENTOR_FULL if self.free(part) <= 0 else None
        return ReleaseReason.MENTEE_MATCHED if self.matched(part) else None

    def due(self, ask: Ask) -> tuple[RequestState, ReleaseReason | None] | None:
        """What the clock demands of a pending request."""
        if ask.overdue:
            return RequestState.EXPIRED, None
        if self.window == Window.OVER:
            return RequestState.RELEASED, ReleaseReason.WINDOW_CLOSED
        return None

    # What changes; who may and what follows is in `judging` and `effects`.

    def ask(self, ask: Ask) -> None:
        """Open a request."""
        self.requests[ask.id] = ask
        for part in ask.parties:
            self._asks[part][ask.id] = ask

    def offer(self, ask: Ask) -> None:
        """Open a proposal."""
        self.proposals[ask.id] = ask
        for part in ask.parties:
            self._offers[part][ask.id] = ask

    def close(self, ask: Ask, state: str, reason: str | None = None, match: UUID | None = None) -> None:
        """Close a pending request or proposal."""
        ask.state, ask.reason, ask.match = state, reason, match
        for part in ask.parties:
            self._asks[part].pop(ask.id, None)
            self._offers[part].pop(ask.id, None)
        if ask.id in self.requests and state in {RequestState.DECLINED, RequestState.EXPIRED}:
            self.declined.add(ask.parties)

    def bind(self, bond: Bond) -> None:
        """Open a match."""
        self.bonds[bond.id] = bond
        self.parted.add((bond.mentor, bond.mentee))
        for part in (bond.mentor, bond.mentee):
            self._bonds[part][bond.id] = bond

    def unbind(self, bond: Bond) -> None:
        """End a match."""
        bond.active = False
        for part in (bond.mentor, bond.mentee):
            self._bonds[part].pop(bond.id, None)

    # The invariants.

    def breaches(self, parts: Iterable[UUID]) -> Iterator[str]:
        """Say which of I1–I6 do not hold for these participants."""
        for each in parts:
            part, pending, bonds = self.parts[each], self._asks[each], self._bonds[each]
            mentor = part.role == Role.MENTOR
            if len(pending) > (self.ceiling.mentor_pending if mentor else self.ceiling.mentee_pending):
                yield f"{'I2' if mentor else 'I1'}: {each} has {len(pending)} pending requests"
            if mentor and len(bonds) > part.places:
                yield f"I3: mentor {each} has {len(bonds)} matches on {part.places} places"
            if not mentor and len(bonds) > 1:
                yield f"I4: mentee {each} has {len(bonds)} matches"
            if pending and not self.accepting(each):
                yield f"I5: {each} is {part.state}, full or matched, with {len(pending)} pending requests"
            for bond in bonds.values():
                if bond.request is not None and self.requests[bond.request].match != bond.id:
                    yield f"I6: match {bond.id} was born of a request that is not accepted by it"
