"""From a committed transaction to the command that must have caused it."""

from collections.abc import Iterator
from uuid import UUID

from kisalli.requests.models import ReleaseReason
from tests.races.commands import Command, Do, Event
from tests.races.effects import Seen
from tests.races.log import Record, Txn
from tests.races.model import Model

RELEASED = "request_released"
FIRST = (
    "request_sent",
    "request_accepted",
    "request_declined",
    "request_withdrawn",
    "proposal_made",
    "proposal_agreed",
    "proposal_declined",
    "proposal_withdrawn",
    "participant_paused",
    "participant_resumed",
    "participant_left",
    "participant_removed",
    "participant_approved",
    "participant_sent_back",
    "places_changed",
    "match_ended",
    "aged",
)
DOES = {
    "request_accepted": Do.ACCEPT,
    "request_declined": Do.DECLINE,
    "request_withdrawn": Do.WITHDRAW,
    "proposal_declined": Do.REFUSE,
    "proposal_withdrawn": Do.TAKE_BACK,
    "participant_paused": Do.PAUSE,
    "participant_resumed": Do.RESUME,
    "participant_left": Do.LEAVE,
    "participant_removed": Do.REMOVE,
    "participant_approved": Do.APPROVE,
    "participant_sent_back": Do.SEND_BACK,
    "match_ended": Do.END,
    "aged": Do.AGE,
}


def seen(txn: Txn) -> Seen:
    """Return what the log alone can tell the model."""
    made = {event.act: event.subject for event in txn.events}
    reasons = {event.subject: event.note for event in txn.events if event.act == RELEASED}
    return Seen(made.get("request_sent"), made.get("proposal_made"), made.get("match_opened"), reasons)


def commands(txn: Txn, record: Record, model: Model) -> Iterator[Command]:
    """Yield what the transaction may have been asked to do; several where the clock may have looked at several pairs."""
    by_act = {event.act: event for event in txn.events}
    released = next((event for event in txn.events if event.note == ReleaseReason.COORDINATOR and event.act == RELEASED), None)
    if released is not None:
        yield Command(Do.RELEASE, released.caller, released.subject)
        return
    first = next((by_act[act] for act in FIRST if act in by_act), None)
    if first is not None:
        yield _command(first, record, model)
        return
    for event in txn.events:  # the clock looks at one pair at a time, and closes what is overdue for either
        row = record.requests.get(event.subject) or record.proposals.get(event.subject)
        if row is not None:
            yield Command(Do.TEND, mentor=row["mentor_id"], mentee=row["mentee_id"])


def _command(event: Event, record: Record, model: Model) -> Command:
    match event.act:
        case "request_sent":
            return Command(Do.SEND, event.caller, mentor=record.requests[event.subject]["mentor_id"])
        case "proposal_made":
            row = record.proposals[event.subject]
            overrides = tuple(event.note.split(",")) if event.note else ()
            return Command(Do.PROPOSE, event.caller, mentor=row["mentor_id"], mentee=row["mentee_id"], overrides=overrides)
        case "proposal_agreed":
            return Command(Do.AGREE, event.caller, event.subject, on_behalf_of=_behalf(event, model))
        case "proposal_declined":
            return Command(Do.REFUSE, event.caller, event.subject, on_behalf_of=_behalf(event, model))
        case "places_changed":
            return Command(Do.PLACES, event.caller, event.subject, places=int(event.note.split("-")[1]))
        case _:
            return Command(DOES[event.act], event.caller, event.subject)


def _behalf(event: Event, model: Model) -> UUID | None:
    return model.people[event.on_behalf_of] if event.on_behalf_of else None
