"""One page that says "what now?", and how matches stand to the programme's rhythm."""

from datetime import date
from uuid import UUID

from pydantic import Field

from kisalli.core.schemas import Instant, Out
from kisalli.goals.schemas import GoalOut, StepOut
from kisalli.matches.models import EndReason, MatchKind, MatchState
from kisalli.matches.schemas import MatchOut
from kisalli.meetings.schemas import MeetingOut
from kisalli.programmes.models import Role
from kisalli.surveys.schemas import DueSurveyOut
from kisalli.workspace.standing import Next, Rhythm


class WorkspaceOut(Out):
    """A match as its members work in it; each one's private notes and every agreement have pages of their own."""

    match: MatchOut
    own_participant_id: UUID
    rhythm: Rhythm
    next_steps: list[Next] = Field(description="What the caller best does next, the most pressing first; never empty.")
    held: int = Field(description="How many meetings were held.")
    held_minutes: int
    meetings: list[MeetingOut] = Field(description="Those to come, and whatever waits for somebody; the earliest first.")
    past: list[MeetingOut] = Field(description="The five latest that are over.")
    goals: list[GoalOut]
    steps: list[StepOut] = Field(description="Steps that belong to no goal.")
    surveys: list[DueSurveyOut] = Field(description="What waits for the caller's answer, what closes first at first.")
    notes: int = Field(description="How many private notes the caller has here.")
    running_opens: Instant
    running_closes: Instant
    halfway_on: date | None
    zone: str


class PairMemberOut(Out):
    """Somebody in a pair, for coordinators."""

    participant_id: UUID
    role: Role
    name: str
    email: str | None = Field(
        description="Where the service writes to them, for a word from the organisers; null once the pair has ended."
    )


class RhythmOut(Out):
    """How one match stands, for coordinators: that two meet and have agreed on something, never what they say."""

    match_id: UUID
    state: MatchState
    kind: MatchKind
    theme: str | None = Field(description="What a group is about.")
    members: list[PairMemberOut] = Field(description="Mentors first.")
    opened_at: Instant
    ended_at: Instant | None
    end_reason: EndReason | None
    rhythm: Rhythm
    held: int = Field(description="How many meetings were held.")
    held_minutes: int
    held_at: Instant | None = Field(description="When they last met.")
    planned_at: Instant | None = Field(description="When they meet next.")
    quiet_from: Instant | None = Field(
        description="Since when, or from when on, it is quiet; null while a meeting is planned, and once it is over."
    )
    agreed: bool = Field(description="Whether an agreement is signed by all.")
    goals: int = Field(description="How many goals were written.")
    nudged_at: Instant | None = Field(description="When both were last reminded by a mail because they had gone quiet.")


class RhythmSummaryOut(Out):
    """How many pairs of a programme stand how. All but `ended` are of those that run; a quiet one may be unmet too.

    Groups that no mentee is in yet are none of these.
    """

    running: int
    quiet: int
    due: int = Field(description="A month or more since they last met, and nothing planned.")
    unmet: int = Field(description="Without a first meeting.")
    ended: int
