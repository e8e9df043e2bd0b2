"""What somebody asks of the core, as plain data: the same for a client, the log and the model."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID


class Do(StrEnum):
    """The acts of the core, and what the tests do to the clock."""

    MADE = "made"
    SEND = "send"
    WITHDRAW = "withdraw"
    DECLINE = "decline"
    ACCEPT = "accept"
    RELEASE = "release"
    PROPOSE = "propose"
    AGREE = "agree"
    REFUSE = "refuse"
    TAKE_BACK = "take_back"
    PAUSE = "pause"
    RESUME = "resume"
    LEAVE = "leave"
    REMOVE = "remove"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    PLACES = "places"
    END = "end"
    TEND = "tend"
    AGE = "age"
    SET_CLOCK = "set_clock"


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do. `subject` is the request, proposal, participant or match; for SEND and PROPOSE the pair says it."""

    do: Do
    caller: UUID | None = None
    subject: UUID | None = None
    mentor: UUID | None = None
    mentee: UUID | None = None
    overrides: tuple[str, ...] = ()
    on_behalf_of: UUID | None = None
    places: int = 0

    def route(self, programme: UUID) -> tuple[str, str, dict[str, Any] | None]:
        """Return method, path and body of the HTTP call that asks for this."""
        match self.do:
            case Do.SEND:
                return "POST", f"/programmes/{programme}/requests", {"mentor_id": str(self.mentor), "message": "Hello!"}
            case Do.PROPOSE:
                body = {"mentor_id": str(self.mentor), "mentee_id": str(self.mentee), "overrides": list(self.overrides)}
                return "POST", f"/programmes/{programme}/proposals", body
            case Do.WITHDRAW | Do.DECLINE | Do.ACCEPT | Do.RELEASE:
                return "POST", f"/requests/{self.subject}/{self.do}", None
            case Do.AGREE | Do.REFUSE:
                behalf = {"on_behalf_of": str(self.on_behalf_of)} if self.on_behalf_of else None
                return "POST", f"/proposals/{self.subject}/{'accept' if self.do == Do.AGREE else 'decline'}", behalf
            case Do.TAKE_BACK:
                return "POST", f"/proposals/{self.subject}/withdraw", None
            case Do.PLACES:
                return "PUT", f"/participants/{self.subject}/places", {"places": self.places}
            case Do.END:
                return "POST", f"/matches/{self.subject}/end", None
            case _:
                return "POST", f"/participants/{self.subject}/{self.do.replace('_', '-')}", None


@dataclass(frozen=True, slots=True)
class Event:
    """An audit row: what happened to one object. `note` is what its details say: a reason, a role, places from and to."""

    act: str
    subject: UUID
    caller: UUID | None
    on_behalf_of: UUID | None
    before: str | None
    after: str | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """A message row, without its occasion: who is told what about which object."""

    subject: UUID
    recipient: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a client and what it got. Status 0: no answer came. Times are Unix seconds."""

    command: Command
    key: str | None
    start: float
    end: float
    status: int
    code: str | None = None
    body: dict[str, Any] | None = None

    @property
    def succeeded(self) -> bool:
        """Whether the service said that it did it."""
        return 200 <= self.status < 300

    @property
    def unknown(self) -> bool:
        """Whether the client can't know if it was done."""
        return self.status in {0, 502, 503, 504}
