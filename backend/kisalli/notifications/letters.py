"""What a mail says, typed: the context that the templates of a kind see. `it` is the kind's own part."""

from collections.abc import Mapping
from dataclasses import dataclass

from kisalli.core.calendars import Appointment
from kisalli.messages.models import MessageKind


@dataclass(frozen=True, slots=True)
class ProgrammeWords:
    """The programme as every mail names it."""

    name: str
    contact: str


@dataclass(frozen=True, slots=True)
class Pages:
    """Addresses that any mail may link to. They are ready: a template that put one together would forget the programme."""

    home: str
    mentors: str


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """Where a reader turns off mails like this one: a page that asks for a press, and where mail programs post to (RFC 8058)."""

    page: str
    one_click: str


@dataclass(frozen=True, slots=True)
class AboutRequest:
    """A request, from the side of the one who reads the mail."""

    partner: str
    state: str
    opening: str
    until: str
    one_at_a_time: bool
    words: str
    wording: str | None
    reason: str | None
    may_ask: bool
    url: str
    theme: str = ""  # of the group that a place is asked for in


@dataclass(frozen=True, slots=True)
class ContactCard:
    """A partner's contact details, as released."""

    name: str
    email: str
    phone: str | None


@dataclass(frozen=True, slots=True)
class AboutMatch:
    """A match; `cards` is empty once it has ended, `theme` is a group's, `over` says that its whole programme is."""

    partner: str
    cards: tuple[ContactCard, ...]
    next_steps: str
    farewell: str
    may_ask: bool
    url: str
    theme: str = ""
    over: bool = False


@dataclass(frozen=True, slots=True)
class AboutProposal:
    """A suggested pair; `said_yes` is the reader's own answer."""

    partner: str
    state: str
    note: str
    until: str
    said_yes: bool
    may_ask: bool
    url: str
    theme: str = ""  # of the group that it is for


@dataclass(frozen=True, slots=True)
class AboutAnswer:
    """What a coordinator did on the reader's behalf, by `subject`; `partner` is the theme where it is about a group."""

    subject: str
    partner: str
    state: str
    said_yes: bool
    url: str


@dataclass(frozen=True, slots=True)
class AboutPart:
    """The reader's own part in the programme."""

    state: str
    requests: str
    requests_open: bool
    requests_over: bool
    url: str


@dataclass(frozen=True, slots=True)
class AboutSentBack:
    """The reader's profile, a draft again; `late`: sign-up ended (`until`), so they can't publish it themselves."""

    note: str
    until: str
    late: bool
    url: str


@dataclass(frozen=True, slots=True)
class AboutCode:
    """The code that confirms a contact address."""

    code: str
    address: str


@dataclass(frozen=True, slots=True)
class AboutSignIn:
    """The code and the link that sign in once; to somebody who is signed in and adds an address, the code alone."""

    code: str
    url: str | None


@dataclass(frozen=True, slots=True)
class AboutPasskey:
    """The browser in which a passkey was made ("" when it said nothing), and the page where it can be removed."""

    device: str
    url: str


@dataclass(frozen=True, slots=True)
class AboutWayIn:
    """The page where ways to sign in are seen and removed."""

    url: str


@dataclass(frozen=True, slots=True)
class AboutToken:
    """What its owner called a new token, and the page where it can be revoked."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class AboutInvitation:
    """An invitation to work for an organisation (its name), as `coordinator` or `admin`, until when, and the link to accept."""

    organisation: str
    role: str
    until: str
    url: str


@dataclass(frozen=True, slots=True)
class AboutEmailCode:
    """The code that makes an address the account's."""

    code: str


@dataclass(frozen=True, slots=True)
class AboutEmailChange:
    """The account has another address: told to the old one (`old`) or the new one; `by_operator`, so at somebody's request."""

    old: bool
    by_operator: bool
    url: str


@dataclass(frozen=True, slots=True)
class AboutMeeting:
    """A meeting with `partner`, or of the group with this `theme`; `by` is who proposed or cancelled it.

    `by` is "" for the reader, and for nobody. `times` can be picked while it is proposed; `when` has one entry once it has a
    time.
    """

    partner: str
    by: str
    by_reader: bool
    times: tuple[str, ...]
    when: tuple[str, ...]
    minutes: int
    remote: bool
    place: str
    link: str
    agenda: str
    words: str
    url: str
    theme: str = ""


@dataclass(frozen=True, slots=True)
class AboutQuiet:
    """Two who have not met for long (`met`: at all); `steps` are what the reader may do next, by their codes."""

    partner: str
    met: bool
    steps: tuple[str, ...]
    url: str
    theme: str = ""


@dataclass(frozen=True, slots=True)
class AboutClock:
    """The programme's schedule as it is now; `signup` is None once the reader can't sign up (`draft`: nor has) any more.

    `feedback` is None where the programme leaves no time for it after the months.
    """

    draft: bool
    signup: str | None
    requests: str
    requests_over: bool
    running: str
    feedback: str | None
    url: str


@dataclass(frozen=True, slots=True)
class AboutEvent:
    """An event. `mine`: how the reader is signed up (`seat`, `waiting`, `off`); its link is in their calendar and on its page."""

    title: str
    when: str
    place: str
    note: str
    mine: str
    by_coordinator: bool
    url: str


@dataclass(frozen=True, slots=True)
class AboutAgreement:
    """What a match agrees on: with whom, and the page where it is read and signed; `again` after the first version.

    `joined`: it was written before its reader joined the group.
    """

    partner: str
    again: bool
    url: str
    theme: str = ""
    joined: bool = False


@dataclass(frozen=True, slots=True)
class AboutConcern:
    """What was told in confidence, without a word of it; `more` was added, `taken_by` looks after it ("" for nobody)."""

    more: bool
    taken_by: str
    url: str


@dataclass(frozen=True, slots=True)
class AboutRoom:
    """A mentor who can be asked again."""

    partner: str
    until: str
    url: str


@dataclass(frozen=True, slots=True)
class AboutNext:
    """What happens to those who are without a pair when the request window has closed, in the programme's words."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class AboutCertificate:
    """The page of one's certificate, and the page where a mentor can join the next round (None: there is none yet)."""

    url: str
    again: str | None


@dataclass(frozen=True, slots=True)
class AboutSurvey:
    """A survey that waits for the reader's answer; `title` in their language, `url` leads to the form."""

    title: str
    until: str
    anonymous: bool
    url: str


@dataclass(frozen=True, slots=True)
class AboutHelp:
    """A participant who asked for help beside a survey, in their words; to coordinators, with where to answer them."""

    name: str
    role: str
    words: str
    address: str
    url: str


@dataclass(frozen=True, slots=True)
class AboutDigest:
    """What a coordinator's morning brings, counted: how things stand, and from `matches` on what happened since yesterday.

    `long_waiting` of the `requests` have waited for `long_days` or more, the programme's first reminder.
    """

    profiles: int
    requests: int
    long_waiting: int
    long_days: int
    unreached: int
    matches: int
    ran_out: int
    failed: int

    @property
    def stands(self) -> bool:
        """Whether anything waits."""
        return any((self.profiles, self.requests, self.unreached))

    @property
    def happened(self) -> bool:
        """Whether anything is news."""
        return any((self.matches, self.ran_out, self.failed))

    @property
    def anything(self) -> bool:
        """Whether there is something to tell at all."""
        return self.stands or self.happened


About = (
    AboutRequest
    | AboutMatch
    | AboutProposal
    | AboutAnswer
    | AboutPart
    | AboutSentBack
    | AboutCode
    | AboutClock
    | AboutRoom
    | AboutNext
    | AboutCertificate
    | AboutDigest
    | AboutSurvey
    | AboutHelp
    | AboutSignIn
    | AboutPasskey
    | AboutWayIn
    | AboutToken
    | AboutInvitation
    | AboutEmailCode
    | AboutEmailChange
    | AboutMeeting
    | AboutQuiet
    | AboutEvent
    | AboutAgreement
    | AboutConcern
)


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail before it is rendered. `current` is false when it is no longer to be told, though it can be shown."""

    kind: MessageKind
    language: str
    to: str
    to_name: str
    current: bool
    role: str | None
    programme: ProgrammeWords
    reply_to: str
    mentee: Mapping[str, str]
    pages: Pages
    it: About
    appointment: Appointment | None = None
    unsubscribe: Unsubscribe | None = None


@dataclass(frozen=True, slots=True)
class RenderedMail:
    """A mail's subject and both its bodies, and where it goes; `appointment`: what a calendar program is to do with it."""

    subject: str
    text: str
    html: str
    to: str
    to_name: str
    language: str
    reply_to: str
    reply_to_name: str
    appointment: Appointment | None = None
    unsubscribe: str | None = None
