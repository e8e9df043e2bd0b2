"""The demo's mentoring months: every state that a page can show is there, on days that fit each other, and no rule is broken."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import Date, DateTime, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from kisalli.certificates import service as certificates
from kisalli.core.caller import Caller
from kisalli.core.db import Sessions, create_sessions
from kisalli.core.models import Base
from kisalli.core.security import Keys
from kisalli.database import migrate
from kisalli.demo import fill
from kisalli.demo_data import load
from kisalli.demo_data.past import DAYS, INSTANTS
from kisalli.surveys import results
from kisalli.workspace import rhythm, service
from kisalli.workspace.rhythm_queries import Chosen
from kisalli.workspace.schemas import RhythmOut
from kisalli.workspace.standing import Next, Rhythm
from tests import invariants
from tests.conftest import create_database

# Written with the day on which it was by the demo itself, or not a day on which anything was done.
WITHOUT_AGE = {
    "certificate": {"begins_on", "ends_on"},
    "match": {"opened_at", "created_at"},
    "message": {"sent_at"},
    "survey": {"shuffled_at"},
    "concern": {"taken_at", "closed_at"},
}


@dataclass(frozen=True)
class Months:
    """A demo with nobody but those of the months."""

    url: str
    sessions: Sessions
    programmes: dict[str, UUID]
    coordinator: Caller

    async def rows(self, query: str, **values: Any) -> list[dict[str, Any]]:
        """Return what a query finds; `:now` and `:before` are the two rounds."""
        async with self.sessions() as session:
            known = {name: value for name, value in self.programmes.items() if f":{name}" in query}
            return [dict(row) for row in (await session.execute(text(query), known | values)).mappings()]

    async def caller(self, name: str) -> Caller:
        """Return somebody by name."""
        (row,) = await self.rows("SELECT id FROM person WHERE name = :name", name=name)
        return Caller(row["id"])

    async def pairs(self, which: str) -> dict[str, RhythmOut]:
        """Return how the pairs of a round stand to its coordinator, by the mentee's first name."""
        async with self.sessions() as session:
            found = await rhythm.pairs(session, Chosen(self.programmes[which]), rhythm.Narrowed(), 50, self.coordinator)
        return {row.members[-1].name.split()[0]: row for row in found.rows}


@pytest.fixture(scope="module")
async def months(worker_id: str, keys: Keys) -> AsyncIterator[Months]:
    url = create_database(f"demo_months_{worker_id}")
    await asyncio.to_thread(migrate, url)
    summary = await fill(url, keys, mentors=0, mentees=0, tokens=None)
    engine = create_async_engine(url.replace("postgresql:", "postgresql+psycopg:", 1), poolclass=NullPool)
    found = Months(url, create_sessions(engine), {}, Caller(UUID(int=0)))
    ids = [row["id"] for row in await found.rows("SELECT id FROM programme ORDER BY id")]
    found.programmes.update(zip(("before", "now", "open"), ids, strict=True))
    assert found.programmes["open"] == summary.programme_id
    yield Months(url, found.sessions, found.programmes, await found.caller("Tuula Rautavesi"))
    await engine.dispose()


async def test_no_rule_of_the_core_is_broken(months: Months) -> None:
    with psycopg.connect(months.url) as connection:
        assert invariants.broken(connection) == []


async def test_the_programme_whose_window_is_open_is_the_newest_and_the_others_run_and_are_over(months: Months) -> None:
    rows = await months.rows("""
        SELECT id, CASE WHEN clock_timestamp() < requests_closes THEN 'open' WHEN clock_timestamp() < running_closes THEN 'now'
                        WHEN feedback_closes < clock_timestamp() THEN 'before' END AS which FROM programme ORDER BY id""")
    assert {each["which"]: each["id"] for each in rows} == months.programmes
    assert [each["which"] for each in rows] == ["before", "now", "open"]
    names = await months.rows("SELECT language, count(DISTINCT name) AS names FROM programme_text GROUP BY 1")
    assert {each["language"]: each["names"] for each in names} == {"en": 3, "fi": 3, "sv": 3}


async def test_pairs_stand_at_every_point(months: Months) -> None:
    pairs = await months.pairs("now")
    stands = {name: (row.rhythm, row.agreed, row.goals, row.held) for name, row in pairs.items()}
    assert stands == {
        "Aino": (Rhythm.QUIET, False, 0, 0),
        "Matilda": (Rhythm.QUIET, True, 1, 1),
        "Onni": (Rhythm.DUE, True, 1, 2),
        "Saana": (Rhythm.DUE, True, 1, 2),
        "Joonas": (Rhythm.GOOD, True, 2, 3),
        "Priya": (Rhythm.GOOD, True, 1, 2),
        "Edvin": (Rhythm.GOOD, False, 0, 1),
        "Noor": (Rhythm.GOOD, True, 1, 2),
        "Emil": (Rhythm.GOOD, True, 2, 4),
        "Zofia": (Rhythm.OVER, True, 0, 1),
    }
    now = datetime.now(UTC)
    planned = pairs["Joonas"].planned_at
    assert planned is not None
    assert timedelta(days=4) < planned - now < timedelta(days=10)
    assert {name for name, row in pairs.items() if row.nudged_at} == {"Aino", "Matilda"}
    assert pairs["Zofia"].state == "ended"
    assert {row.rhythm for row in (await months.pairs("before")).values()} == {Rhythm.OVER}


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Priya Raghunathan", Next.ANSWER_TIMES),
        ("Robert Achterberg", Next.WAIT_FOR_TIMES),
        ("Saana Leivo", Next.SAY_WHETHER_HELD),
        ("Joonas Tervonen", Next.MEET),
        ("Aino Saarelainen", Next.FIRST_MEETING),
    ],
)
async def test_each_finds_what_is_theirs_to_do_next(name: str, first: Next, months: Months) -> None:
    caller = await months.caller(name)
    (row,) = await months.rows(
        "SELECT match_id FROM match_member mm JOIN participant p ON p.id = mm.participant_id"
        " WHERE p.programme_id = :now AND p.person_id = :person",
        person=caller.person_id,
    )
    async with months.sessions() as session:
        assert (await service.workspace(session, row["match_id"], caller)).next_steps[0] == first


async def test_an_agreement_waits_for_one_signature(months: Months) -> None:
    rows = await months.rows("""
        SELECT a.match_id FROM agreement a JOIN agreement_signature s USING (match_id, number)
          JOIN match m ON m.id = a.match_id WHERE m.programme_id = :now GROUP BY a.match_id HAVING count(*) = 1""")
    assert len(rows) == 1


async def test_one_survey_is_open_and_others_are_over_with_results_that_can_be_shown_anonymously(months: Months) -> None:
    rows = await months.rows("""
        SELECT id, kind, opens_at <= clock_timestamp() AND clock_timestamp() < closes_at AS open
          FROM survey WHERE published_at IS NOT NULL ORDER BY opens_at""")
    assert [(each["kind"], each["open"]) for each in rows] == [("final", False), ("own", False), ("halfway", True)]
    for each, answers, cuts in ((rows[0], 12, {"role"}), (rows[1], 20, {"role"})):
        async with months.sessions() as session:
            shown = await results.show(session, each["id"], None, months.coordinator)
        assert (shown.answers, shown.withheld, set(shown.cuts)) == (answers, False, cuts)
        for cut in shown.cuts:
            async with months.sessions() as session:
                groups = (await results.show(session, each["id"], cut, months.coordinator)).groups
            assert all(group.answers >= 5 for group in groups), cut
    (turnout,) = await months.rows(
        "SELECT cardinality(participants) AS n FROM survey_turnout WHERE survey_id = :id", id=rows[2]["id"]
    )
    assert 5 <= turnout["n"] < 20


async def test_one_event_is_full_one_online_and_one_over_with_attendance(months: Months) -> None:
    rows = await months.rows("""
        SELECT e.place_kind, e.starts > clock_timestamp() AS ahead, e.seats, count(s.*) FILTER (WHERE s.state = 'seat') AS seated,
               count(s.*) FILTER (WHERE s.state = 'waiting') AS waiting, count(s.came) AS known,
               count(*) FILTER (WHERE s.came) AS came
          FROM event e LEFT JOIN event_sign_up s ON s.event_id = e.id GROUP BY e.id ORDER BY e.starts""")
    assert [(each["place_kind"], each["ahead"], each["seated"], each["waiting"], each["came"]) for each in rows] == [
        ("on_campus", False, 11, 0, 9),
        ("online", True, 5, 0, 0),
        ("on_campus", True, 5, 2, 0),
    ]
    assert rows[0]["known"] == 11


async def test_last_year_has_certificates_stories_and_a_mentor_who_came_back(months: Months) -> None:
    issued = await months.rows("SELECT role, code, issued_on, ends_on, meetings_held FROM certificate")
    assert {each["role"] for each in issued} == {"mentor", "mentee"} and len(issued) == 9
    assert all(each["meetings_held"] and each["ends_on"] <= each["issued_on"] for each in issued)
    async with months.sessions() as session:
        paper = await certificates.check(session, issued[0]["code"])
    assert paper.ends_on == issued[0]["ends_on"]
    told = await months.rows("SELECT language FROM story WHERE state = 'published'")
    assert {each["language"] for each in told} == {"en", "fi", "sv"}
    back = await months.rows("""
        SELECT a.person_id FROM participant a JOIN participant b USING (person_id)
         WHERE a.programme_id = :now AND b.programme_id = :before""")
    assert len(back) == 3


async def test_a_concern_is_open_and_stands_in_no_trail_by_its_words(months: Months) -> None:
    (concern,) = await months.rows("SELECT state, match_id IS NOT NULL AS about FROM concern")
    assert concern == {"state": "open", "about": True}
    assert await months.rows("SELECT 1 FROM audit WHERE details::text LIKE '%stand%'") == []


async def test_what_was_told_went_out_long_ago_and_nothing_is_dated_ahead(months: Months) -> None:
    recent = await months.rows("""
        SELECT kind FROM message WHERE programme_id IN (:now, :before) AND state <> 'sent'
           AND created_at < clock_timestamp() - interval '1 day'""")
    assert recent == []
    assert await months.rows("SELECT id FROM audit WHERE at > clock_timestamp()") == []
    early = await months.rows("""
        SELECT a.act, a.at, m.opened_at FROM audit a JOIN meeting x ON x.id = a.subject_id JOIN match m ON m.id = x.match_id
         WHERE a.at < m.opened_at""")
    assert early == []


async def test_everything_happened_while_its_programme_ran_and_on_workdays(months: Months) -> None:
    met = await months.rows("""
        SELECT x.starts_at AT TIME ZONE g.zone AS at, x.starts_at BETWEEN g.running_opens AND g.running_closes AS inside
          FROM meeting x JOIN programme g ON g.id = x.programme_id WHERE x.starts_at IS NOT NULL""")
    assert len(met) > 30
    assert all(each["inside"] and each["at"].weekday() < 5 and each["at"].hour >= 9 for each in met)
    signed = await months.rows("""
        SELECT s.signed_at > m.opened_at AS after, s.signed_at < clock_timestamp() - interval '3 days' AS before
          FROM agreement_signature s JOIN match m ON m.id = s.match_id""")
    assert all(each["after"] and each["before"] for each in signed)


async def test_whoever_shares_a_meeting_shares_its_language(months: Months) -> None:
    misfits = await months.rows("""
        SELECT r.id FROM request r JOIN mentor_profile a ON a.participant_id = r.mentor_id
          JOIN mentee_profile b ON b.participant_id = r.mentee_id
         WHERE NOT a.languages && b.languages OR (b.level <> ALL(a.seeks) AND a.seeks <> '{}')""")
    assert misfits == []


def test_no_day_of_a_table_that_grows_old_is_forgotten() -> None:
    for table in Base.metadata.tables.values():
        days = {column.name for column in table.columns if isinstance(column.type, DateTime | Date)}
        if table.name in INSTANTS:
            aged = {*INSTANTS[table.name].split(), *DAYS.get(table.name, "").split()}
            assert days == aged | WITHOUT_AGE.get(table.name, set()), table.name


def test_whatever_day_of_the_week_it_is_nothing_moves_past_what_depends_on_it() -> None:
    """A weekend moves meetings back, and what is arranged ahead on, by up to two days; this run saw one day of the week."""
    data = load("months")
    by_rhythm = {"Onni": (31, 45), "Saana": (31, 45), "Joonas": (0, 31), "Priya": (0, 31), "Edvin": (0, 31), "Noor": (0, 31)}
    names = {each["key"]: each["name"].split()[0] for each in data["people"]}
    for pair in data["pairs"]:
        met = [each["days"] for each in pair.get("meetings", ())]
        opened = data["rounds"][pair["round"]]["opened"]
        assert all(days + 3 < opened - 1 for days in met), pair["mentee"]
        least, most = by_rhythm.get(names[pair["mentee"]], (0, 1_000))
        assert not met or (least < min(met) + 1 and min(met) + 4 <= most), pair["mentee"]
        for planned in pair.get("planned", ()):
            first = min(planned["times"]) - planned["days"]
            assert first > 0 or first + 2 < 0, "held or not is asked the day after"
    for event in data["events"]:
        assert event["announced"] > 0 and (event["days"] > 0 or event["days"] + 2 + event["announced"] > 0)
