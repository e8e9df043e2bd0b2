"""The demo's mentoring months: every state that a page can show is there, on days that fit each other, and no rule is broken."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import Date, DateTime, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from kisalli.certificates import service as certificates
from kisalli.core.acts import Acts
from kisalli.core.caller import Caller
from kisalli.core.db import Sessions, create_sessions
from kisalli.core.models import Base
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.core.signals import Signals
from kisalli.database import migrate
from kisalli.demo import fill
from kisalli.demo_data import load
from kisalli.demo_data.past import DAYS, INSTANTS, OF_GROUPS
from kisalli.register.lookup import Lookups
from kisalli.requests import service as requests
from kisalli.requests.errors import MEANINGS
from kisalli.requests.schemas import GroupRequestIn
from kisalli.requests.verifying import Desk
from kisalli.surveys import clock, results
from kisalli.worker import works
from kisalli.workspace import rhythm, service
from kisalli.workspace.rhythm_queries import Chosen
from kisalli.workspace.schemas import RhythmOut
from kisalli.workspace.standing import Next, Rhythm
from tests import invariants
from tests.conftest import create_database

HEARD = time(8)
MATCHES = "SELECT * FROM match WHERE programme_id IN (:before, :now, :groups) ORDER BY id"
TOLD = "SELECT id, kind, state, programme_id FROM message ORDER BY id"
# Written with the day on which it was by the demo itself, or not a day on which anything was done.
WITHOUT_AGE = {
    "certificate": {"begins_on", "ends_on"},
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
        """Return what a query finds; `:now` and `:before` are the two rounds, `:groups` is the programme with groups."""
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
    found.programmes.update(zip(("before", "now", "groups", "open"), ids, strict=True))
    assert found.programmes["open"] == summary.programme_id
    yield Months(url, found.sessions, found.programmes, await found.caller("Tuula Rautavesi"))
    await engine.dispose()


async def test_no_rule_of_the_core_is_broken(months: Months) -> None:
    with psycopg.connect(months.url) as connection:
        assert invariants.broken(connection) == []


async def test_the_main_programme_is_the_newest_and_the_others_run_take_groups_and_are_over(months: Months) -> None:
    rows = await months.rows("""
        SELECT id, CASE WHEN groups <> 'none' THEN 'groups' WHEN clock_timestamp() < requests_closes THEN 'open'
                        WHEN clock_timestamp() < running_closes THEN 'now'
                        WHEN feedback_closes < clock_timestamp() THEN 'before' END AS which FROM programme ORDER BY id""")
    assert {each["which"]: each["id"] for each in rows} == months.programmes
    assert [each["which"] for each in rows] == ["before", "now", "groups", "open"]
    names = await months.rows("SELECT language, count(DISTINCT name) AS names FROM programme_text GROUP BY 1")
    assert {each["language"]: each["names"] for each in names} == {"en": 4, "fi": 4, "sv": 4}


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


async def test_what_comes_half_a_year_later_stands_where_the_programmes_clock_puts_it(months: Months) -> None:
    rows = await months.rows("""
        SELECT s.opens_at - g.feedback_closes AS after, s.closes_at - s.opens_at AS long
          FROM survey s JOIN programme g ON g.id = s.programme_id WHERE s.kind = 'later'
    """)
    assert len(rows) == 2
    for row in rows:
        assert timedelta(days=180) < row["after"] < timedelta(days=186)
        assert row["long"].days in {20, 21}  # across summer time a day is an hour longer


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
        SELECT kind FROM message WHERE programme_id IN (:now, :before, :groups) AND state <> 'sent'
           AND created_at < clock_timestamp() - interval '1 day'""")
    assert recent == []
    assert await months.rows("SELECT id FROM audit WHERE at > clock_timestamp()") == []
    early = await months.rows("""
        SELECT a.act, a.at, m.opened_at FROM audit a JOIN meeting x ON x.id = a.subject_id JOIN match m ON m.id = x.match_id
         WHERE a.at < m.opened_at""")
    assert early == []


async def test_the_round_that_is_over_ended_by_the_clock_the_moment_its_feedback_closed(months: Months) -> None:
    matches = await months.rows("""
        SELECT m.state, m.end_reason, m.ended_at - g.feedback_closes AS late, m.farewell, a.caller_id, a.details,
               a.from_state, a.to_state, a.at - g.feedback_closes AS noted_late,
               (SELECT count(*) FROM message x WHERE x.subject_id = m.id AND x.kind = 'match_ended' AND x.state = 'sent'
                   AND x.created_at >= m.ended_at AND x.created_at < m.ended_at + interval '1 minute') AS told,
               (SELECT count(*) FROM match_member x WHERE x.match_id = m.id AND x.active) AS active
          FROM match m JOIN programme g ON g.id = m.programme_id
          LEFT JOIN audit a ON a.subject_id = m.id AND a.act = 'match_ended' WHERE g.id = :before""")
    assert len(matches) == 6
    for each in matches:
        assert timedelta() <= each.pop("late") < timedelta(minutes=1)
        assert timedelta() <= each.pop("noted_late") < timedelta(minutes=1)
        assert each == {
            "state": "ended",
            "end_reason": "programme_ended",
            "farewell": None,
            "caller_id": None,
            "details": {"reason": "programme_ended"},
            "from_state": "active",
            "to_state": "ended",
            "told": 2,
            "active": 0,
        }
    told = await months.rows("""
        SELECT count(DISTINCT m.recipient_id) AS people, bool_and(m.state = 'sent') AS sent,
               min(m.created_at - g.running_closes) AS late
          FROM message m JOIN programme g ON g.id = m.programme_id WHERE g.id = :before AND m.kind = 'certificate_ready'""")
    assert told[0].pop("late") < timedelta(minutes=1)
    assert told == [{"people": 12, "sent": True}]


async def test_surveys_and_events_were_told_of_in_their_time(months: Months) -> None:
    surveys = await months.rows("""
        SELECT s.kind, m.kind AS told, m.occasion AS day, date_trunc('minute', m.created_at AT TIME ZONE g.zone)::time AS at,
               m.created_at - s.opens_at - make_interval(days => m.occasion) AS late, m.state
          FROM message m JOIN survey s ON s.id = m.subject_id JOIN programme g ON g.id = s.programme_id""")
    assert {(each["kind"], each["told"], each["day"]) for each in surveys} == {
        *((kind, "survey_open", 0) for kind in ("final", "own", "halfway")),
        *((kind, "survey_reminder", 4) for kind in ("final", "own", "halfway")),
    }
    assert {each["state"] for each in surveys} == {"sent"}
    assert {each["at"] for each in surveys} == {HEARD}
    # Clocks may be put back or forward in between.
    assert all(-timedelta(hours=1) <= each["late"] < timedelta(hours=10) for each in surveys)
    reminded = await months.rows("""
        SELECT count(*) AS n, max(e.starts - m.created_at) AS before, bool_and(m.state = 'sent') AS sent
          FROM message m JOIN event e ON e.id = m.subject_id WHERE m.kind = 'event_reminder'""")
    assert timedelta(hours=22) < reminded[0].pop("before") < timedelta(hours=26)
    assert reminded == [{"n": 11, "sent": True}]


async def test_the_first_start_finds_nothing_to_tell_of_days_gone_by_and_nothing_to_end(
    months: Months, keys: Keys, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whatever hour it is: surveys are told of by day.
    monkeypatch.setattr(clock, "FIRST_HOUR", time.min)
    monkeypatch.setattr(clock, "LAST_HOUR", time.max)
    own = settings.model_copy(update={"erasures_file": tmp_path / "erasures"})
    desk = Desk(keys, Lookups(own_network=False))
    before, told = await months.rows(MATCHES), await months.rows(TOLD)
    assert {row["state"] for row in told} == {"sent"}, "but for what is told today"
    for _ in range(2):
        for work in works(months.sessions, Acts(months.sessions, Signals(), MEANINGS), desk, own).values():
            await work.do()
    assert await months.rows(MATCHES) == before
    new = [row for row in await months.rows(TOLD) if row not in told]
    assert {row["kind"] for row in new} <= {"coordinator_digest"}  # of this morning, where profiles wait
    assert {row["programme_id"] for row in new} <= {months.programmes["open"]}


async def test_a_group_has_met_twice_and_another_waits_for_somebody_who_can_ask(months: Months) -> None:
    met, waits = await months.rows("""
        SELECT m.id, q.theme, q.accepting,
               ARRAY(SELECT p.name FROM match_member x
                       JOIN participant y ON y.id = x.participant_id JOIN person p ON p.id = y.person_id
                      WHERE x.match_id = m.id AND x.active ORDER BY x.role DESC, p.name) AS names,
               (SELECT count(*) FROM match_member x WHERE x.match_id = m.id AND x.shares_contact) AS sharing,
               m.opened_at < clock_timestamp() - interval '7 days' AS old
          FROM mentoring_group q JOIN match m ON m.id = q.match_id WHERE q.programme_id = :groups ORDER BY m.id""")
    assert met["names"] == ["Leena Kotkavirta", "Okko Peltomaa", "Touko Rinnekoski", "Venny Sorjonen"]
    assert (met["accepting"], met["sharing"], met["old"]) == (False, 2, True)
    assert (waits["names"], waits["accepting"], waits["old"]) == (["Graham Whitlock"], True, True)
    (stands,) = [each for each in (await months.pairs("groups")).values() if each.held]
    assert (stands.rhythm, stands.agreed, stands.goals, stands.held) == (Rhythm.GOOD, True, 1, 2)
    assert stands.planned_at is not None
    notes = await months.rows("SELECT notes FROM meeting WHERE programme_id = :groups AND state = 'held'")
    assert all(each["notes"] for each in notes)
    # Nothing of the demo is touched by what is taken back.
    async with months.sessions() as session:
        asked = await requests.ask_group(
            session, waits["id"], GroupRequestIn(message="Hello!"), await months.caller("Samir Haidari")
        )
        assert asked.state == "pending"
        await session.rollback()


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
        grouped = OF_GROUPS[table.name][0] if table.name in OF_GROUPS else ""
        if table.name in INSTANTS or grouped:
            aged = {*INSTANTS.get(table.name, "").split(), *grouped.split(), *DAYS.get(table.name, "").split()}
            assert days == aged | WITHOUT_AGE.get(table.name, set()), table.name


def test_whatever_day_of_the_week_it_is_nothing_moves_past_what_depends_on_it() -> None:
    """A weekend moves meetings back, and what is arranged ahead on, by up to two days; this run saw one day of the week."""
    data = load("months")
    by_rhythm = {
        "Onni": (31, 45),
        "Saana": (31, 45),
        "Joonas": (0, 31),
        "Priya": (0, 31),
        "Edvin": (0, 31),
        "Noor": (0, 31),
        "Touko": (0, 31),
    }
    names = {each["key"]: each["name"].split()[0] for each in data["people"]}
    for pair in (*data["pairs"], *data["groups"]):
        met = [each["days"] for each in pair.get("meetings", ())]
        opened = pair.get("offered", data["rounds"][pair["round"]]["opened"])
        assert all(days + 3 < opened - 1 for days in met), pair["mentor"]
        least, most = by_rhythm.get(names[pair.get("mentee", pair["mentor"])], (0, 1_000))
        assert not met or (least < min(met) + 1 and min(met) + 4 <= most), pair["mentor"]
        for planned in pair.get("planned", ()):
            first = min(planned["times"]) - planned["days"]
            assert first > 0 or first + 2 < 0, "held or not is asked the day after"
        for asking in pair.get("mentees", {}).values():
            assert pair["offered"] > asking["asked"] > max(met) + 3
    for event in data["events"]:
        assert event["announced"] > 0 and (event["days"] > 0 or event["days"] + 2 + event["announced"] > 0)
