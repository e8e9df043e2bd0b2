"""Letters of the mentoring months: meetings, which go into calendars too, and a friendly word where two have gone quiet."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from kisalli.matches.models import MatchState
from kisalli.meetings.feed import appointment
from kisalli.meetings.models import Meeting, MeetingState
from kisalli.messages.models import MessageKind
from kisalli.notifications import wording
from kisalli.notifications.desk import Desk, Said
from kisalli.notifications.letters import AboutMeeting, AboutQuiet
from kisalli.programmes.models import Role
from kisalli.workspace.queries import standing
from kisalli.workspace.standing import Next, Rhythm, next_steps

# What is no advice to whoever has gone quiet: they don't meet soon, and there is somebody to meet.
NEVER_QUIET = frozenset({Next.MEET, Next.REST, Next.WAIT_FOR_MENTEES})


def _meeting(desk: Desk) -> tuple[Meeting, AboutMeeting] | None:
    """Return a meeting of the reader's match, in their words and in the zone in which it was arranged."""
    meeting = desk.facts.meetings.get(desk.message.subject_id)
    if meeting is None or desk.part is None:
        return None
    members = {each.participant_id: Role(each.role) for each in desk.facts.members.get(meeting.match_id, [])}
    if desk.part.id not in members and not _gone(desk, meeting):
        return None
    partners = [desk.name(each, role) for each, role in members.items() if each != desk.part.id and role != desk.part.role]
    by = meeting.cancelled_by if meeting.state == MeetingState.CANCELLED else meeting.proposed_by
    about = AboutMeeting(
        partner=", ".join(sorted(partners)),
        by="" if by is None or by == desk.part.id else desk.name(by, members.get(by, Role.MENTOR)),
        by_reader=by == desk.part.id,
        times=_shown(desk, meeting, [each.starts_at for each in desk.facts.times.get(meeting.id, [])]),
        when=_shown(desk, meeting, [meeting.starts_at] if meeting.starts_at else []),
        minutes=meeting.minutes,
        remote=meeting.mode == "remote",
        place=wording.one_line(meeting.place),
        link=wording.one_line(meeting.link),
        agenda=wording.prose(meeting.agenda),
        words=wording.prose(meeting.words),
        url=desk.url("meetings", meeting.id),
        theme=desk.theme(meeting.match_id),
    )
    return meeting, about


def _gone(desk: Desk, meeting: Meeting) -> bool:
    """Whether the reader has left the group that meets."""
    return desk.part is not None and desk.part.id in desk.facts.gone.get(meeting.match_id, frozenset())


def _shown(desk: Desk, meeting: Meeting, instants: Sequence[datetime]) -> tuple[str, ...]:
    """Return instants with the place whose clocks show them, and by the programme's clock where that is another."""
    return tuple(_by_clocks(each, (meeting.zone, desk.programme.zone), desk.language) for each in instants)


def _by_clocks(instant: datetime, zones: tuple[str, str], language: str) -> str:
    """Return when something is in one zone, and in another where it is not the same there: two may sit in two countries."""
    here, there = (instant.astimezone(ZoneInfo(zone)) for zone in zones)
    said, *others = (f"({wording.city(zone, language)})" for zone in zones)
    said = f"{wording.moment(instant, zones[0], language)} {said}"
    if here.utcoffset() == there.utcoffset():
        return said
    tell = wording.hour if here.date() == there.date() else wording.moment
    return f"{said} / {tell(instant, zones[1], language)} {others[0]}"


def _proposed(desk: Desk) -> Said | None:
    """To the others, while the very times can be picked that the mail lists."""
    found = _meeting(desk)
    if found is None:
        return None
    waits = found[0].state == MeetingState.PROPOSED and found[0].round == desk.message.occasion
    return Said(found[1], current=waits and not found[1].by_reader)


def _arranged(state: MeetingState) -> Callable[[Desk], Said | None]:
    """To everybody: what calendars are to show. A later change has a mail of its own."""

    def write(desk: Desk) -> Said | None:
        found = _meeting(desk)
        if found is None:
            return None
        meeting, about = found
        current = meeting.state == state and meeting.sequence == desk.message.occasion
        entry = appointment(meeting, about.theme or about.partner, desk.language, about.url) if meeting.starts_at else None
        if _gone(desk, meeting):  # it goes on without the reader, out of whose calendar it is taken
            off = replace(entry, cancelled=True, sequence=meeting.sequence + 1) if entry else None
            about = replace(about, by="", by_reader=False)  # nobody has cancelled it
            return Said(about, current=state == MeetingState.CANCELLED, appointment=off)
        return Said(about, current=current, appointment=entry)

    return write


def _quiet(desk: Desk) -> Said | None:
    """To each of two who have not met for long, while that is so."""
    facts = desk.facts.quiet.get((desk.message.subject_id, desk.person.id))
    match = desk.facts.matches.get(desk.message.subject_id)
    if facts is None or match is None or match.state != MatchState.ACTIVE or desk.part is None:
        return None
    stands, members = standing(facts), desk.facts.members[match.id]
    partners = [desk.name(each.participant_id, Role(each.role)) for each in members if each.role != desk.part.role]
    about = AboutQuiet(
        partner=", ".join(sorted(partners)),
        met=stands.held > 0,
        steps=tuple(str(each) for each in next_steps(stands) if each not in NEVER_QUIET),
        url=desk.url("matches", match.id),
        theme=desk.theme(match.id),
    )
    return Said(about, current=stands.rhythm == Rhythm.QUIET)


WRITERS: dict[MessageKind, Callable[[Desk], Said | None]] = {
    MessageKind.MEETING_PROPOSED: _proposed,
    MessageKind.MEETING_PLANNED: _arranged(MeetingState.PLANNED),
    MessageKind.MEETING_CHANGED: _arranged(MeetingState.PLANNED),
    MessageKind.MEETING_CANCELLED: _arranged(MeetingState.CANCELLED),
    MessageKind.MATCH_QUIET: _quiet,
}
