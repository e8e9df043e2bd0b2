"""What has happened in the demo since requests opened: requests, matches and all that the core writes with them (I5 to I8)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from kisalli.core.ids import new_id
from kisalli.demo_data.stage import Part, Stage
from kisalli.matches.models import MatchState
from kisalli.messages.models import MessageKind
from kisalli.programmes.models import Role
from kisalli.requests.models import RequestState

Row = dict[str, Any]

REQUEST_DAYS = 5
# In the order of the references; the circle of request and membership is closed at the commit.
TABLES = ("match", "request", "match_member", "contact_snapshot", "disclosure", "message", "audit", "saved_mentor")


class Life:
    """Collects the rows of every request whose two parties are in this demo; `matches` is by the keys of mentor and mentee."""

    def __init__(self, stage: Stage, people: Mapping[str, Part], requests: Sequence[Row], saved: Sequence[Row] = ()) -> None:
        """Write the rows; `people` are the hand-written ones by key."""
        self.rows: dict[str, list[Row]] = {table: [] for table in TABLES}
        self.no_longer_accepting: list[UUID] = []
        self._stage, self._slots, self._places = stage, Counter[UUID](), Counter[UUID]()
        self.matches: dict[tuple[str, str], UUID] = {}
        for entry in requests:
            if entry["mentor"] in people and entry["mentee"] in people:
                self._request(people[entry["mentor"]], people[entry["mentee"]], entry)
        for entry in saved:
            if entry["mentee"] in people:
                self._saved(people[entry["mentee"]], [people[key] for key in entry["mentors"] if key in people])

    def _request(self, mentor: Part, mentee: Part, entry: Row) -> None:
        state, request_id, sent = RequestState(entry["state"]), new_id(), self._at(entry["sent"])
        closed = self._at(entry["answered"]) if state != RequestState.PENDING else None
        if closed is None:
            self._slots[mentor.participant_id] += 1
        match_id = self._match(mentor, mentee, request_id, closed) if closed and state == RequestState.ACCEPTED else None
        if match_id is not None:
            self.matches[entry["mentor"], entry["mentee"]] = match_id
        self.rows["request"].append(
            {
                "id": request_id,
                "programme_id": self._stage.programme_id,
                "mentor_id": mentor.participant_id,
                "mentee_id": mentee.participant_id,
                "state": state.value,
                "mentor_slot": None if closed else self._slots[mentor.participant_id],
                "mentee_slot": None if closed else 1,
                "message": entry["message"],
                "sent_at": sent,
                "expires_at": sent + timedelta(days=REQUEST_DAYS),
                "closed_at": closed,
                "decline_wording": entry.get("wording"),
                "answer": entry.get("answer"),
                "match_id": match_id,
                "created_at": sent,
            }
        )
        self._record(mentor, mentee, request_id, state, (sent, closed))

    def _record(
        self, mentor: Part, mentee: Part, request_id: UUID, state: RequestState, times: tuple[datetime, datetime | None]
    ) -> None:
        """Write who did what to a request, and who is told: as the core does it, act by act."""
        sent, closed = times
        self._audit("request_sent", "request", request_id, mentee, sent, None, RequestState.PENDING)
        self._tell(MessageKind.REQUEST_SENT, request_id, mentor, sent)
        if closed:
            self._audit(f"request_{state}", "request", request_id, mentor, closed, RequestState.PENDING, state)
        if closed and state == RequestState.DECLINED:
            self._tell(MessageKind.REQUEST_DECLINED, request_id, mentee, closed)

    def _match(self, mentor: Part, mentee: Part, request_id: UUID, at: datetime) -> UUID:
        match_id, programme_id = new_id(), self._stage.programme_id
        self._places[mentor.participant_id] += 1
        place = self._places[mentor.participant_id]
        self.rows["match"].append({"id": match_id, "programme_id": programme_id, "opened_at": at, "created_at": at})
        self._audit("match_opened", "match", match_id, mentor, at, None, MatchState.ACTIVE)
        for member, partner, number, slot, origin in ((mentor, mentee, place, None, None), (mentee, mentor, None, 1, request_id)):
            self.rows["match_member"].append(
                {
                    "match_id": match_id,
                    "participant_id": member.participant_id,
                    "programme_id": programme_id,
                    "role": member.someone.role.value,
                    "place_number": number,
                    "mentee_slot": slot,
                    "request_id": origin,
                    "created_at": at,
                }
            )
            self._release_contact(match_id, member, partner, at)
            self._tell(MessageKind.MATCH_MADE, match_id, member, at)
        self.no_longer_accepting.append(mentee.participant_id)
        if place == mentor.someone.places:
            self.no_longer_accepting.append(mentor.participant_id)
        return match_id

    def _release_contact(self, match_id: UUID, owner: Part, receiver: Part, at: datetime) -> None:
        contact = {"name": owner.someone.name, "email": owner.someone.email, "phone": owner.someone.phone}
        self.rows["contact_snapshot"].append({"match_id": match_id, "participant_id": owner.participant_id} | contact)
        ids = {"id": new_id(), "match_id": match_id, "owner_id": owner.participant_id, "receiver_id": receiver.participant_id}
        self.rows["disclosure"].append(ids | {"fields": [name for name, value in contact.items() if value], "at": at})

    def _tell(self, kind: MessageKind, subject_id: UUID, recipient: Part, at: datetime) -> None:
        what = {"kind": kind.value, "subject_id": subject_id, "next_try_at": at, "created_at": at}
        whom = {"programme_id": self._stage.programme_id, "recipient_id": recipient.person_id}
        self.rows["message"].append({"id": new_id()} | what | whom)

    def _audit(self, act: str, subject: str, subject_id: UUID, by: Part, at: datetime, before: str | None, after: str) -> None:
        self.rows["audit"].append(
            {
                "programme_id": self._stage.programme_id,
                "caller_id": by.person_id,
                "act": act,
                "subject": subject,
                "subject_id": subject_id,
                "from_state": None if before is None else str(before),
                "to_state": str(after),
                "at": at,
            }
        )

    def _saved(self, mentee: Part, mentors: list[Part]) -> None:
        assert mentee.someone.role == Role.MENTEE, "a mentor saves nobody"
        self.rows["saved_mentor"] += [
            {"mentee_id": mentee.participant_id, "mentor_id": mentor.participant_id, "position": position}
            for position, mentor in enumerate(mentors)
        ]

    def _at(self, hours: float) -> datetime:
        return self._stage.requests_opens + timedelta(hours=hours)
