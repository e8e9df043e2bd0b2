"""Where one message is written: its row, the truth around it, the reader and their language; and what a kind has to say."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from kisalli.core.calendars import Appointment
from kisalli.core.i18n import DEFAULT
from kisalli.core.security import Keys
from kisalli.messages.models import Message
from kisalli.notifications import wording
from kisalli.notifications.facts import Facts
from kisalli.notifications.letters import About
from kisalli.people.models import ERASED_NAME, Person
from kisalli.programmes.models import Participant, Programme, ProgrammeText, Role
from kisalli.requests.models import Proposal, Request


@dataclass(frozen=True, slots=True)
class Said:
    """What a kind has to say, and whether it is still to be told; `to` where the mail goes elsewhere than usual.

    With an `appointment` the mail is an invitation as well, or its update or cancellation.
    """

    it: About
    current: bool = True
    to: str | None = None
    appointment: Appointment | None = None


@dataclass(frozen=True)
class Desk:
    """Where one message is written: the row, the truth around it, the reader and their language."""

    message: Message
    facts: Facts
    origin: str
    keys: Keys
    person: Person
    programme: Programme

    @property
    def language(self) -> str:
        """The reader's language."""
        return self.person.language

    @cached_property
    def part(self) -> Participant | None:
        """The reader's own part in the programme; None when they have none (any more)."""
        return self.facts.part(self.programme.id, self.person.id)

    @cached_property
    def words(self) -> ProgrammeText | None:
        """The programme's texts in the reader's language, else in the first of its own that has any."""
        by_language = {each.language: each for each in self.facts.texts.get(self.programme.id, [])}
        order = (self.language, *self.programme.languages, DEFAULT)
        return next((by_language[each] for each in order if each in by_language), None)

    @cached_property
    def mentee(self) -> dict[str, str]:
        """The word for mentee, from the text of this very language: forms of another one would fit no sentence."""
        own = self.words if self.words and self.words.language == self.language else None
        return wording.mentee_forms(own.mentee_forms if own else {}, self.language)

    @property
    def public(self) -> bool:
        """Whether the programme is published and not archived."""
        return self.programme.published_at is not None and self.programme.archived_at is None

    def theme(self, group_id: UUID | None) -> str:
        """What a group is about, on one line; nothing where it is none."""
        group = self.facts.groups.get(group_id) if group_id else None
        return wording.one_line(group.theme) if group else ""

    @property
    def requests_open(self) -> bool:
        """Whether requests can be sent now."""
        return self.public and self.programme.requests_opens <= self.facts.now < self.programme.requests_closes

    @property
    def may_ask(self) -> bool:
        """Whether the reader is a mentee who can send a request now."""
        part = self.part
        return self.requests_open and part is not None and part.role == Role.MENTEE and part.accepting

    def url(self, path: str, identifier: UUID | None = None) -> str:
        """Return the address of a page; it names the programme, for people may be in several."""
        page = path if identifier is None else f"{path}/{identifier}"
        return f"{self.origin}/{page}?programme={self.programme.id}"

    def when(self, instant: datetime) -> str:
        """Return an instant in the programme's zone, in the reader's words."""
        return wording.moment(instant, self.programme.zone, self.language)

    def period(self, opens: datetime, closes: datetime) -> str:
        """Return a window in the programme's zone, in the reader's words."""
        return wording.period(opens, closes, self.programme.zone, self.language)

    def name(self, participant_id: UUID, role: Role) -> str:
        """Return the name of another participant, or what an erased one is called."""
        name = self.facts.names.get(participant_id, "")
        if name == ERASED_NAME:  # somebody erased meanwhile: the mail about that itself still says who
            name = str(self.message.details.get("erased", {}).get(str(participant_id), ""))
        known = wording.one_line(name)
        return known or wording.unnamed(role, self.mentee, self.language)

    def partner(self, pair: Request | Proposal) -> str | None:
        """Return the name of the other side; None when the reader is neither."""
        if self.role_in(pair) is None:
            return None
        mentor = self.role_in(pair) == Role.MENTOR
        return self.name(pair.mentee_id, Role.MENTEE) if mentor else self.name(pair.mentor_id, Role.MENTOR)

    def role_in(self, pair: Request | Proposal) -> Role | None:
        """Return the reader's side of a pair; None when they are neither."""
        part = self.part
        if part is None:
            return None
        return {pair.mentor_id: Role.MENTOR, pair.mentee_id: Role.MENTEE}.get(part.id)
