"""The demo: what `kisalli demo` and `kisalli run` fill a database with."""

import asyncio
import json
import re
import stat
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, LiteralString

import psycopg
import pytest
from psycopg.rows import dict_row

from kisalli.auth.service import DEMO_PEOPLE_SHOWN
from kisalli.core.security import DEMO_HOURS, Keys
from kisalli.database import migrate
from kisalli.demo import DemoSummary, fill
from kisalli.demo_data import load
from kisalli.demo_data.stage import cast
from kisalli.demo_data.writer import STORY_MAX, STORY_MIN, Writer
from kisalli.profiles.models import Contact, MenteeProfile, MentorProfile
from kisalli.profiles.publishing import missing
from kisalli.profiles.schemas import ContactIn, MenteeProfileIn, MentorProfileIn
from kisalli.programmes.schemas import Clock, TextIn, VocabularyIn
from kisalli.requests.schemas import RequestIn
from tests.conftest import create_database

TABLES = (
    *("organisation", "organisation_member", "person", "programme", "programme_text", "participant", "mentor_place"),
    *("mentoring_group", "group_place"),
    *("mentor_profile", "mentee_profile", "contact", "request", "match", "match_member", "contact_snapshot", "disclosure"),
    *("message", "audit", "saved_mentor", "affiliation", "agreement", "agreement_signature", "goal", "step", "meeting", "nudge"),
    *("private_note", "event", "event_sign_up", "survey", "concern", "checklist_tick", "story", "certificate"),
)
LANGUAGES = {"en", "fi", "sv"}
IN_THE_MONTHS = 35  # people who take part in the other programmes alone


@dataclass(frozen=True)
class Demo:
    """A filled database."""

    url: str
    summary: DemoSummary
    tokens: Path
    connection: psycopg.AsyncConnection[dict[str, Any]]

    async def rows(self, query: LiteralString) -> list[dict[str, Any]]:
        """Return what a query finds; `%(programme)s` is the programme whose window is open."""
        values = {"programme": self.summary.programme_id}
        return await (await self.connection.execute(query, values)).fetchall()

    async def contents(self) -> dict[str, list[dict[str, Any]]]:
        """Return every row of every table that the demo fills."""
        return {table: await self.rows(f'SELECT * FROM "{table}" ORDER BY 1, 2') for table in TABLES}


async def empty(name: str) -> str:
    """Return the address of a new database with the schema."""
    url = create_database(name)
    await asyncio.to_thread(migrate, url)
    return url


@pytest.fixture(scope="module")
async def demo(worker_id: str, keys: Keys, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Demo]:
    """The demo that `kisalli run` makes."""
    url = await empty(f"demo_{worker_id}")
    tokens = tmp_path_factory.mktemp("demo") / "tokens.jsonl"
    summary = await fill(url, keys, mentors=36, mentees=60, tokens=tokens)
    async with await psycopg.AsyncConnection.connect(url, autocommit=True, row_factory=dict_row) as connection:
        yield Demo(url, summary, tokens, connection)


async def test_the_sizes_are_exact_and_two_mentors_who_cannot_be_asked_come_on_top(demo: Demo) -> None:
    counts = await demo.rows("""
        SELECT role, state, count(*) FROM participant WHERE programme_id = %(programme)s GROUP BY 1, 2 ORDER BY 1, 2""")
    assert [tuple(each.values()) for each in counts] == [
        ("mentee", "active", 60),
        ("mentor", "active", 36),
        ("mentor", "paused", 1),
        ("mentor", "submitted", 1),
    ]
    summary = demo.summary
    assert (summary.created, summary.mentors, summary.mentees, summary.note) == (True, 36, 60, None)
    assert (summary.pending_requests, summary.matches) == (4, 2)


async def test_everybody_is_a_demo_person_with_an_address_of_their_own_that_reaches_nobody(demo: Demo) -> None:
    people = await demo.rows("SELECT name, email, language, demo FROM person")
    assert len(people) == len({each["email"] for each in people}) == 101 + IN_THE_MONTHS
    assert all(each["demo"] and each["email"].isascii() and each["email"].endswith("@example.org") for each in people)
    assert {each["language"] for each in people} == LANGUAGES


async def test_a_visitor_meets_the_hand_written_people_first(demo: Demo) -> None:
    first = await demo.rows("SELECT email FROM person ORDER BY id")
    assert [person.email for person in demo.summary.people] == [each["email"] for each in first[:DEMO_PEOPLE_SHOWN]]
    assert {person.role for person in demo.summary.people} == {"coordinator", "admin", "staff", "mentor", "mentee"}
    assert all(person.description for person in demo.summary.people)


async def test_the_programme_takes_the_universitys_students_and_its_staff_may_browse(demo: Demo) -> None:
    (programme,) = await demo.rows("""
        SELECT mentee_home_organisations AS homes, mentee_affiliations AS kinds, staff_may_browse, domains
          FROM programme JOIN organisation ON organisation.id = organisation_id WHERE programme.id = %(programme)s""")
    homes = ["aurora.example"]
    assert programme == {"homes": homes, "kinds": ["student"], "staff_may_browse": True, "domains": homes}
    known = await demo.rows("""
        SELECT role, home_organisation, kind, count(*) FROM affiliation LEFT JOIN participant USING (person_id)
         WHERE programme_id = %(programme)s OR programme_id IS NULL GROUP BY 1, 2, 3 ORDER BY 1""")
    assert [tuple(each.values()) for each in known] == [
        ("mentee", "aurora.example", "student", 60),
        (None, "aurora.example", "staff", 1),
    ]


async def test_requests_are_open_now_on_whole_days(demo: Demo) -> None:
    (programme,) = await demo.rows("""
        SELECT requests_opens <= clock_timestamp() - interval '23 hours' AND clock_timestamp() < requests_closes AS open,
               published_at <= clock_timestamp() AS published, mentor_signup_closes > clock_timestamp() AS joinable,
               running_closes - requests_opens > interval '110 days' AS long, feedback_closes, halfway_on, programme.*
          FROM programme WHERE id = %(programme)s""")
    assert programme["open"] and programme["published"] and programme["joinable"] and programme["long"]
    clock = {name: programme[name] for name in Clock.model_fields}
    Clock(**clock)
    assert programme["running_opens"].date() < programme["halfway_on"] < programme["running_closes"].date()
    local = await demo.rows("""
        SELECT (unnest(ARRAY[mentor_signup_opens, mentor_signup_closes, requests_opens, requests_closes, running_closes,
                             feedback_closes]) AT TIME ZONE zone)::time::text AS at FROM programme""")  # of every programme
    assert {each["at"] for each in local} == {"00:00:00"}


async def test_texts_and_vocabulary_speak_three_languages(demo: Demo) -> None:
    (programme,) = await demo.rows("SELECT levels, fields, sectors, topics FROM programme WHERE id = %(programme)s")
    VocabularyIn(**programme)
    labels = [choice["label"] for vocabulary in programme.values() for choice in vocabulary]
    assert len(labels) == 2 + 12 + 10 + 14
    assert all(set(label) == LANGUAGES and all(label.values()) for label in labels)
    texts = await demo.rows("SELECT * FROM programme_text")
    assert {each["language"] for each in texts} == LANGUAGES
    for text in texts:
        checked = TextIn(**{name: text[name] for name in TextIn.model_fields})
        assert all(getattr(checked, name) for name in TextIn.model_fields)
        assert [line[:3] for line in checked.next_steps.split("\n")] == ["1. ", "2. "]  # the acceptance mail names two (R47)


async def test_every_profile_could_have_been_entered_and_published(demo: Demo) -> None:
    (programme,) = await demo.rows("SELECT * FROM programme WHERE id = %(programme)s")
    known = {name: {choice["key"] for choice in programme[name]} for name in ("levels", "fields", "sectors", "topics")}
    asked = {role: [each for each in programme["questions"] if each["role"] == role] for role in ("mentor", "mentee")}
    contacts = {each["participant_id"]: Contact(**each) for each in await demo.rows("SELECT * FROM contact")}
    for each in await demo.rows("SELECT * FROM mentor_profile"):
        mentor = MentorProfileIn(role="mentor", **{k: each[k] for k in MentorProfileIn.model_fields if k != "role"})
        assert mentor.field in known["fields"] and mentor.sector in known["sectors"]
        assert set(mentor.topics) <= known["topics"] and set(mentor.seeks) <= known["levels"]
        profile = MentorProfile(**mentor.model_dump(exclude={"role"}))
        assert missing(profile, contacts[each["participant_id"]], asked["mentor"]) == []
    for each in await demo.rows("SELECT * FROM mentee_profile"):
        mentee = MenteeProfileIn(role="mentee", **{k: each[k] for k in MenteeProfileIn.model_fields if k != "role"})
        assert mentee.field in known["fields"] and mentee.level in known["levels"]
        assert set(mentee.topics) <= known["topics"] and set(mentee.sectors) <= known["sectors"]
        student = MenteeProfile(**mentee.model_dump(exclude={"role"}))
        assert missing(student, contacts[each["participant_id"]], asked["mentee"]) == []
    for contact in contacts.values():
        ContactIn(email=contact.email, phone=contact.phone)


async def test_no_profile_holds_an_address_or_a_phone(demo: Demo) -> None:
    details = await demo.rows("SELECT email, phone FROM contact")
    secrets = {value for each in details for value in each.values() if value}
    for table in ("mentor_profile", "mentee_profile"):
        for each in await demo.rows(f"SELECT * FROM {table}"):
            text = "\n".join(str(value) for name, value in each.items() if name not in {"participant_id", "search"})
            assert "@" not in text
            assert not re.search(r"\+?\d[\d ]{6,}", text)
            assert not any(secret in text for secret in secrets)


async def test_mentors_are_found_by_their_words_and_by_labels_in_every_language(demo: Demo) -> None:
    query = "SELECT count(*) FROM mentor_profile WHERE search @@ plainto_tsquery('simple', lower(%s))"
    for words in ("Lehtovaara", "siltayksikön", "leadership", "johtaminen", "ledarskap", "Helsinki"):
        (row,) = await (await demo.connection.execute(query, (words,))).fetchall()
        assert row["count"] > 0, words


async def test_nobody_tells_the_same_story_in_the_same_list(demo: Demo) -> None:
    stories = [
        each["story"]
        for each in await demo.rows(
            "SELECT story FROM mentor_profile JOIN participant ON id = participant_id WHERE programme_id = %(programme)s"
        )
    ]
    assert len(set(stories)) == len(stories)
    assert all(STORY_MIN <= len(story) <= STORY_MAX for story in stories)
    assert not any("{" in story for story in stories)


async def test_requests_and_matches_are_as_the_core_would_have_left_them(demo: Demo) -> None:
    requests = await demo.rows("""
        SELECT state, sent_at < clock_timestamp() AS past, expires_at - sent_at AS life
          FROM request WHERE programme_id = %(programme)s""")
    assert sorted(each["state"] for each in requests) == ["accepted"] * 2 + ["declined"] + ["pending"] * 4
    assert all(each["past"] and each["life"].days == 5 for each in requests)
    assert (
        await demo.rows("""
        SELECT id FROM request WHERE programme_id = %(programme)s AND expires_at < clock_timestamp() + interval '3 days'""")
        == []
    )
    for kind, expected in (("match_made", 4), ("request_sent", 7), ("request_declined", 1)):
        told = await demo.rows(
            f"SELECT id FROM message WHERE kind = '{kind}' AND state = 'sent' AND programme_id = %(programme)s"
        )
        assert len(told) == expected
    (ledger,) = await demo.rows("""
        SELECT count(*), count(DISTINCT (owner_id, receiver_id)) AS pairs
          FROM disclosure JOIN match ON match.id = match_id WHERE programme_id = %(programme)s""")
    assert ledger == {"count": 4, "pairs": 4}
    # The one fit that no constraint checks (R10): nobody asked a mentor who seeks another level.
    misfits = await demo.rows("""
        SELECT r.id FROM request r JOIN mentor_profile a ON a.participant_id = r.mentor_id
          JOIN mentee_profile b ON b.participant_id = r.mentee_id WHERE b.level <> ALL(a.seeks) AND a.seeks <> '{}'""")
    assert misfits == []
    for entry in load("people")["requests"]:
        RequestIn(mentor_id=demo.summary.programme_id, message=entry["message"])


async def test_a_second_fill_changes_nothing_but_writes_tokens(demo: Demo, keys: Keys, tmp_path: Path) -> None:
    before = await demo.contents()
    again = await fill(demo.url, keys, mentors=36, mentees=60, tokens=tmp_path / "again.jsonl")
    assert await demo.contents() == before
    assert (again.created, again.note) == (False, None)
    assert again.people == demo.summary.people
    assert len((tmp_path / "again.jsonl").read_text().splitlines()) == 101


async def test_a_larger_demo_than_there_is_is_refused_in_words(demo: Demo, keys: Keys) -> None:
    summary = await fill(demo.url, keys, mentors=36, mentees=5000, tokens=None)
    assert summary.mentees == 60
    assert summary.note is not None
    assert "5000" in summary.note


async def test_every_token_opens_its_person_for_half_a_day_and_the_file_is_its_owner_s_alone(demo: Demo, keys: Keys) -> None:
    assert stat.S_IMODE(demo.tokens.stat().st_mode) == 0o600
    lines = [json.loads(line) for line in demo.tokens.read_text().splitlines()]
    people = {
        each["email"]: each
        for each in await demo.rows("""
        SELECT person.id, email, part.id AS part, COALESCE(part.role, staff.kind, 'coordinator') AS role
          FROM person LEFT JOIN participant part ON part.person_id = person.id AND part.programme_id = %(programme)s
          LEFT JOIN affiliation staff ON staff.person_id = person.id AND staff.kind = 'staff'
         WHERE part.id IS NOT NULL OR NOT EXISTS (SELECT FROM participant other WHERE other.person_id = person.id)""")
    }
    assert len(lines) == len(people) == 101
    for line in lines:
        claims, person = keys.check_access_token(line["token"]), people[line["email"]]
        assert (claims.person_id, claims.session_id) == (person["id"], None)
        assert claims.expires_at - claims.issued_at == DEMO_HOURS * 3600
        assert line["role"] == person["role"]
        assert line["participant_id"] == (str(person["part"]) if person["part"] else None)


async def test_no_token_is_written_for_somebody_who_is_no_demo_person(worker_id: str, keys: Keys, tmp_path: Path) -> None:
    url = await empty(f"demo_real_{worker_id}")
    await fill(url, keys, mentors=1, mentees=1, tokens=None)
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute("UPDATE person SET demo = false WHERE email LIKE 'marjatta%'")
    await fill(url, keys, mentors=1, mentees=1, tokens=tmp_path / "tokens.jsonl")
    written = (tmp_path / "tokens.jsonl").read_text()
    assert "linh" in written
    assert "marjatta" not in written


@pytest.mark.parametrize(("mentors", "mentees"), [(0, 0), (1, 1), (3, 120), (120, 4)])
async def test_any_size_fits_the_constraints(mentors: int, mentees: int, worker_id: str, keys: Keys) -> None:
    url = await empty(f"demo_size_{worker_id}")
    summary = await fill(url, keys, mentors=mentors, mentees=mentees, tokens=None)
    assert (summary.mentors, summary.mentees, summary.note) == (mentors, mentees, None)


async def test_two_that_start_together_make_one_demo(worker_id: str, keys: Keys) -> None:
    url = await empty(f"demo_twice_{worker_id}")
    both = await asyncio.gather(*(fill(url, keys, mentors=8, mentees=9, tokens=None) for _ in range(2)))
    assert sorted(each.created for each in both) == [False, True]
    assert both[0].programme_id == both[1].programme_id


async def test_a_fill_that_fails_leaves_nothing_behind(worker_id: str, keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    url = await empty(f"demo_fails_{worker_id}")
    monkeypatch.setattr("kisalli.demo.Life", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        await fill(url, keys, mentors=8, mentees=9, tokens=None)
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        assert await (await connection.execute("SELECT FROM person")).fetchone() is None
        assert await (await connection.execute("SELECT FROM organisation")).fetchone() is None


def test_a_seed_always_writes_the_same_people() -> None:
    def written(seed: int, mentors: int) -> list[object]:
        writer = Writer(seed, date(2025, 1, 20), first_number=18)
        return [*writer.mentors(mentors), *writer.mentees(20)]

    assert written(1, 30) == written(1, 30)
    assert written(1, 30) != written(2, 30)
    assert written(1, 30)[:20] == written(1, 20)[:20]


def test_neighbours_in_the_list_come_from_different_fields() -> None:
    mentors = list(Writer(1, date(2025, 1, 20), first_number=18).mentors(200))
    assert sum(a.profile["field"] == b.profile["field"] for a, b in pairwise(mentors)) <= len(mentors) // 12


def test_the_languages_say_the_same_range_of_things() -> None:
    english, *others = (load(f"words_{language}") for language in ("en", "fi", "sv"))
    for other in others:
        assert {part: set(other[part]) for part in other} == {part: set(english[part]) for part in english}
        for part in ("topics", "fields"):
            assert all(set(other[part][key]) == set(english[part][key]) for key in english[part])


def test_hand_written_stories_are_as_long_as_the_others() -> None:
    stories = [each.someone.profile["story"] for each in cast(2025) if each.someone.places]
    assert all(STORY_MIN <= len(story) <= STORY_MAX for story in stories)
