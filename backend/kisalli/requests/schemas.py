"""What the core's routes take and answer. Acts answer ids and states only, for their answers are stored."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints
from pydantic.config import JsonDict

from kisalli.core.schemas import In, Instant, Line, Out, Prose, SpokenLanguage, shown_by
from kisalli.matches.models import EndCause, MatchState
from kisalli.requests.models import DeclineWording, Override, ProposalState, ReleaseReason, RequestState


class GroupStanding(StrEnum):
    """What somebody is to a group."""

    LEADS = "leads"
    MEMBER = "member"
    ASKED = "asked"


Message = Annotated[Prose, StringConstraints(min_length=1, max_length=3000)]


class RequestIn(In):
    """A request to one mentor, with the first words to them."""

    model_config = shown_by(
        {
            "mentor_id": "01990000-0000-7000-8000-000000000001",
            "message": "Hello! I study energy technology and wonder whether to stay in research. May we talk?",
        }
    )

    mentor_id: UUID = Field(description="The mentor's participant id.")
    message: Message


class GroupRequestIn(In):
    """A request for a place in a group, with the first words to its mentor."""

    model_config = shown_by(
        {"message": "Hello! I am about to move into working life and would gladly think about it with others."}
    )

    message: Message


class RequestActOut(Out):
    """A request after an act."""

    id: UUID
    state: RequestState


class AcceptedOut(Out):
    """An accepted request and the match it made."""

    id: UUID
    state: RequestState
    match_id: UUID


class DeclineIn(In):
    """The mentor's words to the mentee, or one of three kind wordings; both may be left out."""

    model_config = shown_by(
        {"message": "Thank you for asking. I have promised my time to another student this spring."},
        {"wording": "another_fits_better"},
    )

    message: Annotated[Prose, StringConstraints(max_length=3000)] | None = None
    wording: DeclineWording | None = None


class PartyOut(Out):
    """One side of a request: the participant, by name."""

    participant_id: UUID
    name: str


class GroupNameOut(Out):
    """A group, by its theme."""

    match_id: UUID
    theme: str


class RequestOut(Out):
    """A request as its two sides and the programme's coordinators see it; `message` and `answer` are theirs alone."""

    id: UUID
    programme_id: UUID
    state: RequestState
    mentor: PartyOut
    mentee: PartyOut
    group: GroupNameOut | None = Field(description="The group that a place is asked for in.")
    message: str | None = Field(
        description="Null for the mentor once the request is closed, or the match it led to has ended (R38)."
    )
    answer: str | None
    decline_wording: DeclineWording | None
    release_reason: ReleaseReason | None
    sent_at: Instant
    expires_at: Instant
    answerable_until: Instant = Field(description="The earlier of its expiry and the end of the grace after the window.")
    closed_at: Instant | None
    match_id: UUID | None


class ConsequencesOut(Out):
    """What accepting will do, shown before it is done (R47)."""

    gives: list[str] = Field(description="Which of the caller's contact details the mentee gets.")
    gets: list[str] = Field(description="Which of the mentee's contact details the caller gets.")
    releases: list[PartyOut] = Field(description="Mentees whose pending requests will be released.")
    places_left: int = Field(
        description="Free places after accepting: the mentor's, or the group's that a place is asked for in."
    )


class ProposalIn(In):
    """A suggested pair."""

    model_config = shown_by(
        {
            "mentor_id": "01990000-0000-7000-8000-000000000001",
            "mentee_id": "01990000-0000-7000-8000-000000000002",
            "note": "You both know the grid business, and both speak Swedish.",
            "overrides": ["level"],
        }
    )

    mentor_id: UUID
    mentee_id: UUID
    group_id: UUID | None = Field(default=None, description="A group of this mentor's to take the mentee into (R27).")
    note: Annotated[Prose, StringConstraints(max_length=3000)] = ""
    overrides: list[Override] = []


class ProposalActOut(Out):
    """A proposal after an act; `match_id` as soon as both have said yes."""

    id: UUID
    state: ProposalState
    match_id: UUID | None


class ProposalOut(Out):
    """A proposal as its two sides and coordinators see it."""

    id: UUID
    programme_id: UUID
    state: ProposalState
    mentor: PartyOut
    mentee: PartyOut
    group: GroupNameOut | None = Field(description="The group that a place is offered in.")
    note: str
    overrides: list[Override]
    mentor_yes_at: Instant | None
    mentee_yes_at: Instant | None
    proposed_at: Instant
    expires_at: Instant
    closed_at: Instant | None
    match_id: UUID | None


class ProposalAnswerIn(In):
    """For a coordinator who answers for somebody: whose yes or no it is."""

    model_config = shown_by({"on_behalf_of": "01990000-0000-7000-8000-000000000001"})

    on_behalf_of: UUID | None = Field(default=None, description="A participant id; coordinators only.")


class PlacesIn(In):
    """How many mentees a mentor takes."""

    model_config = shown_by({"places": 2})

    places: Annotated[int, Field(ge=1, le=20)]


class PlacesOut(Out):
    """A mentor's places after a change."""

    participant_id: UUID
    places: int
    free: int


class SendBackIn(In):
    """What a coordinator writes to the owner of a profile that is sent back; the mail quotes it."""

    model_config = shown_by({"note": "Please tell a little more about what you have worked with; then we let you in at once."})

    note: Annotated[Prose, StringConstraints(max_length=2000)] | None = None


class EndIn(In):
    """Why the match ends, for the coordinators, and words for the partner, who is told of the end but never of its cause."""

    model_config = shown_by(
        {
            "cause": "goals_reached",
            "farewell": "Thank you for these months; I start in my new job with what I learnt from you.",
        }
    )

    cause: EndCause | None = Field(default=None, description="Kept in the audit trail alone.")
    farewell: Annotated[Prose, StringConstraints(max_length=2000)] | None = None
    participant_id: UUID | None = Field(default=None, description="Whom a coordinator takes out of a group that goes on.")


class MatchActOut(Out):
    """A match after an act."""

    id: UUID
    state: MatchState


GROUP: JsonDict = {
    "theme": "From the university into work",
    "description": "We meet once a month, each time about one question of yours: applying, the first weeks, finding one's place.",
    "languages": ["en", "fi"],
    "places": 4,
    "mentor_places": 1,
    "joining": True,
}


class GroupIn(In):
    """A group as its mentor describes it."""

    model_config = shown_by(GROUP)

    theme: Annotated[Line, StringConstraints(min_length=1, max_length=120)]
    description: Annotated[Prose, StringConstraints(min_length=1, max_length=3000)]
    languages: Annotated[list[SpokenLanguage], Field(min_length=1, max_length=10)] = Field(description="Spoken in the group.")
    places: Annotated[int, Field(ge=2, le=20)] = Field(description="How many mentees it takes.")
    mentor_places: Annotated[int, Field(ge=1, le=5)] = Field(
        default=1, description="How many mentors lead it; others can join as long as it has no mentees."
    )
    joining: bool = Field(default=True, description="Whether mentees may ask for a place.")


class OfferIn(In):
    """A group to offer."""

    model_config = shown_by({"group": GROUP})

    group: GroupIn
    mentor_id: UUID | None = Field(default=None, description="For a coordinator who acts for a mentor: their participant id.")


class LeadIn(In):
    """For a coordinator who lets a mentor lead a group too: which one."""

    model_config = shown_by({"mentor_id": "01990000-0000-7000-8000-000000000001"})

    mentor_id: UUID | None = Field(default=None, description="A participant id; coordinators only.")


class SharingIn(In):
    """Whether a mentee shares contact details with the group's other mentees who do."""

    model_config = shown_by({"shares": True})

    shares: bool


class GroupActOut(Out):
    """A group after an act."""

    id: UUID
    state: MatchState
    version: int


class GroupMentorOut(Out):
    """A mentor who leads a group."""

    participant_id: UUID
    name: str
    title: str
    employer: str


class GroupOut(Out):
    """A group as those see it who may join, lead or run it: who leads it, how much room it has, never who is in it."""

    id: UUID
    programme_id: UUID
    state: MatchState
    theme: str
    description: str
    languages: list[str]
    places: int
    free: int = Field(description="Free places for mentees.")
    mentor_places: int
    joining: bool
    can_be_asked: bool = Field(description="Whether a request could be sent to it now by somebody whom it fits.")
    mentors: list[GroupMentorOut] = Field(description="The first answers its requests.")
    own: GroupStanding | None = Field(description="What the caller is to it: leads it, is in it, waits for an answer.")
    version: int
