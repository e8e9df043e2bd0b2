"""Letters of the mentoring months: what they say of a meeting, to whom, while it is so; and what calendars are told."""

from datetime import UTC, datetime, timedelta

import pytest

from kisalli.messages.models import MessageKind as Kind
from tests.factories import Someone
from tests.notifications.conftest import Office
from tests.notifications.test_content import pair, shown, still_told

AT = datetime(2027, 2, 3, 14, 0, tzinfo=UTC)


@pytest.fixture
async def two(office: Office) -> tuple[Someone, Someone]:
    return await pair(office)


async def test_times_are_told_as_the_clocks_show_them_where_they_were_arranged(
    office: Office, two: tuple[Someone, Someone]
) -> None:
    mentor, mentee = two
    match_id = await office.match(mentor, mentee)
    meeting_id = await office.proposed(match_id, mentor, AT, AT + timedelta(days=1), agenda="Strengths", zone="America/New_York")
    mail = await shown(office, await office.tell(mentee, Kind.MEETING_PROPOSED, meeting_id, 1))
    assert mail is not None
    assert "- Wednesday 3 February at 09:00 (New York) / 16:00 (Helsinki)" in mail.text and "> Strengths" in mail.text
    assert "Mentor" not in mail.subject and mail.appointment is None, "nothing is in a calendar before it is picked"


async def test_where_it_is_another_day_both_days_are_told(office: Office, two: tuple[Someone, Someone]) -> None:
    mentor, mentee = two
    late = AT.replace(hour=23)
    meeting_id = await office.proposed(await office.match(mentor, mentee), mentor, late, zone="America/New_York")
    mail = await shown(office, await office.tell(mentee, Kind.MEETING_PROPOSED, meeting_id, 1))
    assert mail is not None
    said = " ".join(mail.text.split())
    assert "- Wednesday 3 February at 18:00 (New York) / Thursday 4 February at 01:00 (Helsinki)" in said


async def test_a_proposal_is_told_while_its_very_times_can_be_picked(office: Office, two: tuple[Someone, Someone]) -> None:
    mentor, mentee = two
    match_id = await office.match(mentor, mentee)
    older = await office.proposed(match_id, mentor, AT, round=2)
    assert not await still_told(office, await office.tell(mentee, Kind.MEETING_PROPOSED, older, 1))
    assert await still_told(office, await office.tell(mentee, Kind.MEETING_PROPOSED, older, 2))
    planned = await office.meeting(match_id, mentor)
    assert not await still_told(office, await office.tell(mentee, Kind.MEETING_PROPOSED, planned, 1))


async def test_each_gets_an_invitation_that_names_them_alone(office: Office, two: tuple[Someone, Someone]) -> None:
    mentor, mentee = two
    match_id = await office.match(mentor, mentee)
    meeting_id = await office.meeting(match_id, mentor, starts_at=AT, place="Café", link="https://meet.example.org/1", minutes=90)
    for reader in two:
        mail = await shown(office, await office.tell(reader, Kind.MEETING_PLANNED, meeting_id))
        assert mail is not None and mail.appointment is not None
        said = mail.appointment
        assert (said.uid, said.sequence, said.cancelled) == (f"{meeting_id}@kisalli", 0, False)
        assert (said.starts, said.ends - said.starts) == (AT, timedelta(minutes=90))
        assert said.place == "Café https://meet.example.org/1" and "contact@example.org" not in str(said)
        assert "Wednesday 3 February at 16:00 (Helsinki)" in mail.text


@pytest.mark.parametrize(("kind", "state"), [(Kind.MEETING_CHANGED, "planned"), (Kind.MEETING_CANCELLED, "cancelled")])
async def test_only_the_latest_change_goes_into_a_calendar(
    kind: Kind, state: str, office: Office, two: tuple[Someone, Someone]
) -> None:
    mentor, mentee = two
    match_id = await office.match(mentor, mentee)
    meeting_id = await office.meeting(match_id, mentor, state=state, sequence=3, cancelled_by=mentor.id, words="I am ill.")
    assert not await still_told(office, await office.tell(mentee, kind, meeting_id, 2))
    latest = await office.tell(mentee, kind, meeting_id, 3)
    assert await still_told(office, latest)
    mail = await shown(office, latest)
    assert mail is not None and mail.appointment is not None
    assert (mail.appointment.sequence, mail.appointment.cancelled) == (3, state == "cancelled")
    assert ("> I am ill." in mail.text) == (state == "cancelled")


async def test_what_is_proposed_and_cancelled_was_in_no_calendar(office: Office, two: tuple[Someone, Someone]) -> None:
    mentor, mentee = two
    match_id = await office.match(mentor, mentee)
    meeting_id = await office.meeting(match_id, mentor, state="cancelled", starts_at=None, sequence=1, cancelled_by=mentor.id)
    mail = await shown(office, await office.tell(mentee, Kind.MEETING_CANCELLED, meeting_id, 1))
    assert mail is not None and mail.appointment is None
    assert "calendar" not in mail.text


async def test_who_is_in_another_match_hears_nothing(office: Office, two: tuple[Someone, Someone]) -> None:
    mentor, mentee = two
    meeting_id = await office.meeting(await office.match(mentor, mentee), mentor)
    stranger = await office.mentee()
    assert await shown(office, await office.tell(stranger, Kind.MEETING_PLANNED, meeting_id)) is None


async def test_a_quiet_pair_hears_what_could_help_where_they_are(office: Office, two: tuple[Someone, Someone]) -> None:
    mentor, mentee = two
    now = datetime.now(UTC)
    await office.set_programme(running_opens=now - timedelta(days=100), running_closes=now + timedelta(days=100))
    match_id = await office.match(mentor, mentee, opened_at=now - timedelta(days=90))
    told = await office.tell(mentor, Kind.MATCH_QUIET, match_id, 1)
    mail = await shown(office, told)
    assert await still_told(office, told) and mail is not None
    assert "not show a meeting yet" in mail.text and "a first, short meeting" in mail.text and "As the mentor" in mail.text
    await office.meeting(match_id, mentor, state="held", starts_at=now - timedelta(days=50))
    for days in (40, 30):
        await office.meeting(match_id, mentor, state="cancelled", starts_at=now - timedelta(days=days))
    mail = await shown(office, await office.tell(mentee, Kind.MATCH_QUIET, match_id, 1))
    assert mail is not None
    assert "six weeks" in mail.text and "cancelled more than once" in mail.text and "You don’t have to wait" in mail.text
    await office.meeting(match_id, mentor)
    assert not await still_told(office, told), "they meet soon"
