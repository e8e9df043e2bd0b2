"""R16: the coordinators' one digest a morning: when it is written, for whom, and what it counts."""

import asyncio
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from kisalli.core import effects
from kisalli.core.db import transaction
from kisalli.core.i18n import LANGUAGES
from kisalli.messages.models import Message, MessageKind
from kisalli.notifications.content import letter
from kisalli.notifications.digest import FIRST_DAY, Morning, tell_morning, write
from kisalli.notifications.facts import gather
from kisalli.notifications.letters import AboutDigest, Letter, RenderedMail
from kisalli.notifications.rendering import render
from tests.factories import Someone, zone_where_it_is
from tests.notifications.conftest import Office, gathered, mail_settings

SETTINGS = mail_settings(25)
HELSINKI, NEW_YORK, KATHMANDU = "Europe/Helsinki", "America/New_York", "Asia/Kathmandu"
DAY = date(2027, 1, 20)


def at(hour: int, minute: int = 0, *, zone: str = HELSINKI, day: date = DAY, second: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=ZoneInfo(zone)).astimezone(UTC)


async def tend(office: Office, now: datetime) -> None:
    async with transaction(office.sessions) as session:
        await write(session, now)


async def told(office: Office) -> set[tuple[UUID, date]]:
    rows = await office.rows("message", subject_id=office.programme_id, kind="coordinator_digest")
    days = [(each["recipient_id"], FIRST_DAY + timedelta(days=each["occasion"])) for each in rows]
    assert len(set(days)) == len(days)
    return set(days)


async def written(office: Office, now: datetime | None = None, reader: Someone | None = None) -> Letter | None:
    """Return today's digest as it would be written now; told if nobody has told it."""
    zone = (await office.one("programme", id=office.programme_id))["zone"]
    day = Morning.of(office.programme_id, zone, now or datetime.now(UTC)).day
    reader = reader or office.coordinator
    identifier = await office.tell(reader, MessageKind.COORDINATOR_DIGEST, office.programme_id, day)
    async with transaction(office.sessions) as session:
        message = await session.get_one(Message, identifier)
        return letter(message, await gather(session, [message]), SETTINGS, office.keys)


async def counted(office: Office) -> AboutDigest:
    found = await written(office)
    assert found is not None
    assert isinstance(found.it, AboutDigest)
    return found.it


async def mail_of(office: Office) -> RenderedMail:
    found = await written(office)
    assert found is not None
    return render(found)


NOTHING = AboutDigest(profiles=0, requests=0, long_waiting=0, long_days=2, unreached=0, matches=0, ran_out=0, failed=0)


def digest(**values: int) -> AboutDigest:
    return AboutDigest(**{name: values.get(name, getattr(NOTHING, name)) for name in AboutDigest.__dataclass_fields__})


@pytest.mark.parametrize("zone", [HELSINKI, NEW_YORK, KATHMANDU])
async def test_it_is_written_from_eight_to_noon_where_the_programme_is(office: Office, zone: str) -> None:
    await office.set_programme(zone=zone)
    await office.mentor(state="submitted")
    expected: set[tuple[UUID, date]] = set()
    for day in (DAY, DAY + timedelta(days=1)):
        for early_or_late in (at(7, 59, zone=zone, day=day, second=59), at(12, zone=zone, day=day), at(20, zone=zone, day=day)):
            await tend(office, early_or_late)
            assert await told(office) == expected
        await tend(office, at(8, zone=zone, day=day) if day == DAY else at(11, 59, zone=zone, day=day))
        expected.add((office.coordinator.person_id, day))
        assert await told(office) == expected


@pytest.mark.parametrize(
    ("day", "utc"),
    [(date(2027, 3, 27), 6), (date(2027, 3, 28), 5), (date(2027, 10, 30), 5), (date(2027, 10, 31), 6)],
)
async def test_eight_is_eight_on_the_days_when_the_clocks_change(office: Office, day: date, utc: int) -> None:
    await office.mentor(state="submitted")
    eight = datetime(day.year, day.month, day.day, utc, tzinfo=UTC)
    await tend(office, eight - timedelta(seconds=1))
    assert await told(office) == set()
    await tend(office, eight)
    assert await told(office) == {(office.coordinator.person_id, day)}


@pytest.mark.parametrize(("day", "hours"), [(date(2027, 3, 28), 23), (date(2027, 10, 31), 25), (DAY, 24)])
def test_news_is_of_the_time_since_the_morning_before_whatever_summer_time_does(day: date, hours: int) -> None:
    morning = Morning.of(UUID(int=1), HELSINKI, at(9, day=day))
    assert at(8, day=day) - morning.since.astimezone(UTC) == timedelta(hours=hours)


async def test_it_is_written_once_a_day_however_often_the_worker_looks(office: Office) -> None:
    await office.mentor(state="submitted")
    for minute in (0, 1, 59):
        await tend(office, at(8, minute))
    assert await told(office) == {(office.coordinator.person_id, DAY)}


async def test_a_day_on_which_no_worker_ran_is_not_told_later(office: Office) -> None:
    await office.mentor(state="submitted")
    await tend(office, at(9))
    later = DAY + timedelta(days=3)
    await tend(office, at(9, day=later))
    assert {day for _, day in await told(office)} == {DAY, later}


async def test_two_workers_at_once_write_it_once_for_each_reader(office: Office) -> None:
    """The first has not committed when the second looks, so only the unique index can tell them apart."""
    other = await office.coordinator_of(office.organisation_id)
    await office.mentor(state="submitted")
    async with transaction(office.sessions) as first:
        assert await write(first, at(9)) >= 2
        await effects.write(first)
        second = asyncio.create_task(tend(office, at(9)))
        await asyncio.sleep(0.5)
        assert not second.done()
    await second
    assert await told(office) == {(each.person_id, DAY) for each in (office.coordinator, other)}


async def test_the_worker_asks_the_databases_clock(office: Office) -> None:
    await office.mentor(state="submitted")
    for hour, expected in ((6, False), (13, False), (9, True)):
        await office.set_programme(zone=zone_where_it_is(hour))
        await tell_morning(office.sessions)
        assert bool(await told(office)) == expected
    found = await written(office)
    assert found is not None
    assert found.current


async def test_coordinators_and_admins_get_it_and_nobody_else(office: Office) -> None:
    admin = await office.coordinator_of(office.organisation_id, "admin")
    gone = await office.coordinator_of(office.organisation_id)
    await office.sql("UPDATE person SET disabled_at = clock_timestamp() WHERE id = :id", id=gone.person_id)
    other = await Office.make(office.sessions, office.keys, office.http)
    await office.mentor(state="submitted")
    await tend(office, at(9))
    assert await told(office) == {(each.person_id, DAY) for each in (office.coordinator, admin)}
    assert await told(other) == set()
    assert await written(office, reader=other.coordinator) is None
    assert await written(office, reader=await office.mentor()) is None


async def test_a_service_account_gets_none_nor_any_other_mail(office: Office) -> None:
    service = await office.service()
    await office.mentor(state="submitted")
    await tend(office, at(9))
    assert await told(office) == {(office.coordinator.person_id, DAY)}
    assert await written(office, reader=service) is None  # nor if a row of it were there


@pytest.mark.parametrize(
    "columns", [{"published_at": None}, {"published_at": datetime(2036, 1, 1, tzinfo=UTC)}, {"archived_at": datetime.now(UTC)}]
)
async def test_a_programme_that_is_not_public_has_none(office: Office, columns: dict[str, Any]) -> None:
    await office.mentor(state="submitted")
    await office.set_programme(**columns)
    await tend(office, at(9))
    assert await told(office) == set()


@pytest.mark.parametrize("columns", [{"published_at": None}, {"archived_at": datetime.now(UTC)}])
async def test_one_of_a_programme_that_is_no_longer_public_is_not_told(office: Office, columns: dict[str, Any]) -> None:
    await office.mentor(state="submitted")
    found = await written(office)
    assert found is not None
    assert found.current
    await office.set_programme(**columns)
    found = await written(office)
    assert found is not None
    assert not found.current


async def test_nothing_is_written_when_there_is_nothing_to_tell(office: Office) -> None:
    await office.mentor()
    await tend(office, at(8))
    assert await told(office) == set()
    await office.mentor(state="submitted")
    await tend(office, at(8, 30))
    assert await told(office) == {(office.coordinator.person_id, DAY)}


async def test_it_is_not_told_once_all_is_settled_or_the_day_has_passed(office: Office) -> None:
    mentor = await office.mentor()
    await office.sql("UPDATE person SET email_failed_at = clock_timestamp() WHERE id = :id", id=mentor.person_id)
    yesterday = await written(office, datetime.now(UTC) - timedelta(days=1))
    today = await written(office)
    assert yesterday is not None
    assert today is not None
    assert (yesterday.current, today.current) == (False, True)
    await office.sql("UPDATE person SET email_failed_at = NULL WHERE id = :id", id=mentor.person_id)
    settled = await written(office)
    assert settled is not None
    assert not settled.current


async def test_it_counts_profiles_that_wait_for_approval(office: Office) -> None:
    for state in ("draft", "submitted", "submitted", "active", "left"):
        await office.mentor(state=state)
    await office.mentee(state="submitted")
    assert await counted(office) == digest(profiles=3)


async def test_it_counts_requests_that_wait_and_those_past_the_first_reminder(office: Office) -> None:
    now = datetime.now(UTC)
    for hours in (1, 47, 49, 97):
        await office.request(await office.mentor(), await office.mentee(), sent_at=now - timedelta(hours=hours))
    await office.request(await office.mentor(), await office.mentee(), state="declined", sent_at=now - timedelta(days=4))
    assert await counted(office) == digest(requests=4, long_waiting=2)
    await office.set_programme(reminder_days=[3, 4])
    assert await counted(office) == digest(requests=4, long_waiting=1, long_days=3)
    await office.set_programme(reminder_days=[])
    assert await counted(office) == digest(requests=4, long_waiting=0, long_days=0)


async def test_it_counts_what_happened_since_eight_the_day_before(office: Office) -> None:
    zone = zone_where_it_is(9)
    await office.set_programme(zone=zone)
    since = Morning.of(office.programme_id, zone, datetime.now(UTC)).since
    for moment in (since, since - timedelta(seconds=1)):
        pair = await office.mentor(), await office.mentee()
        await office.match(*pair, opened_at=moment)
        await office.request(*pair, state="expired", closed_at=moment)
        await office.request(*pair, state="released", release_reason="window_closed", closed_at=moment)
        await office.request(*pair, state="released", release_reason="mentor_full", closed_at=moment)
        await office.request(*pair, state="declined", closed_at=moment)
        failed = await office.tell(pair[0], MessageKind.WINDOW_CHANGED, office.programme_id)
        await office.sql("UPDATE message SET state = 'failed', next_try_at = :at WHERE id = :id", at=moment, id=failed)
    assert await counted(office) == digest(matches=1, ran_out=2, failed=1)


async def test_a_digest_that_failed_is_no_reason_for_the_next(office: Office) -> None:
    identifier = await office.tell(office.coordinator, MessageKind.COORDINATOR_DIGEST, office.programme_id)
    await office.sql("UPDATE message SET state = 'failed' WHERE id = :id", id=identifier)
    assert await counted(office) == NOTHING


async def test_it_counts_people_whom_mail_does_not_reach_while_they_are_there(office: Office) -> None:
    refused = "UPDATE person SET email_failed_at = clock_timestamp() - interval '9 days' WHERE id = :id"
    for state in ("draft", "active", "paused", "left", "removed"):
        await office.sql(refused, id=(await office.mentor(state=state)).person_id)
    await office.mentee()
    assert await counted(office) == digest(unreached=3)


async def test_another_programmes_numbers_stay_there(office: Office) -> None:
    other = await Office.make(office.sessions, office.keys, office.http)
    await other.mentor(state="submitted")
    await other.request(await other.mentor(), await other.mentee())
    assert await counted(office) == NOTHING


async def test_digests_of_many_programmes_are_counted_in_as_many_statements_as_one(office: Office) -> None:
    tallies = []
    for number in (1, 4):
        offices = [await Office.make(office.sessions, office.keys, office.http) for _ in range(number)]
        kind = MessageKind.COORDINATOR_DIGEST
        identifiers = [await each.tell(each.coordinator, kind, each.programme_id) for each in offices]
        facts, tally = await gathered(office.sessions, identifiers)
        assert len(facts.digests) == number
        tallies.append(tally)
    assert tallies[0] == tallies[1] < 10


@pytest.mark.parametrize("language", LANGUAGES)
async def test_it_says_numbers_and_names_nobody(office: Office, language: str) -> None:
    await office.speak(office.coordinator, language)
    mentor, mentee = await office.mentor(name="Meri Mentori"), await office.mentee(name="Aino Aktori")
    await office.request(mentor, mentee, message="I study energy.")
    await office.mentor(state="submitted", name="Olli Odottava")
    mail = await mail_of(office)
    assert (mail.language, mail.to) == (language, office.coordinator.email)
    assert not re.search(r"Meri|Aino|Olli|energy|contact\.", mail.subject + mail.text + mail.html)
    assert mail.text.count("\n- ") == mail.html.count("<li") == 2
    assert f"https://mentoring.example.org/?programme={office.programme_id}" in mail.text
    assert f"Programme {language}" in mail.text


ONES = {
    "en": ["One profile is waiting", "One request is waiting"],
    "fi": ["Yksi profiili odottaa", "Yksi pyyntö odottaa"],
    "sv": ["En profil väntar", "En förfrågan väntar"],
}
TWOS = {
    "en": ["2 profiles are waiting", "3 requests are waiting for an answer, one of them for more than 2 days."],
    "fi": ["2 profiilia odottaa", "3 pyyntöä odottaa vastausta, yksi niistä jo yli 2 päivää."],
    "sv": ["2 profiler väntar", "3 förfrågningar väntar på svar, en av dem redan i mer än 2 dagar."],
}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_one_is_told_otherwise_than_several(office: Office, language: str) -> None:
    await office.speak(office.coordinator, language)
    for number, lines in ((1, ONES), (2, TWOS)):
        await office.mentor(state="submitted")
        for hours in (1, 50)[:number]:
            sent = datetime.now(UTC) - timedelta(hours=hours)
            await office.request(await office.mentor(), await office.mentee(), sent_at=sent)
        words = " ".join((await mail_of(office)).text.split())
        assert [line for line in lines[language] if line not in words] == []
