"""What 2,000 answers to the final feedback cost: its results, whole and split, the list of surveys, and the files."""

import time
from collections.abc import Callable
from uuid import UUID

from sqlalchemy import text

from kisalli.core import embedded
from kisalli.core.db import create_engine, create_sessions, transaction
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.programmes.models import Programme
from kisalli.surveys import ready
from kisalli.surveys.models import SurveyKind
from tests.bench.load import Call, Connection
from tests.bench.stage import PORT, Stage, api, set_stage

ANSWERS, ROUNDS = 2000, 60
SQL = (
    "UPDATE survey SET kind = 'own', audience = 'everybody' WHERE id = :id",
    """
INSERT INTO survey_anonymous_answer (id, survey_id, role, language, answers, texts)
SELECT gen_random_uuid(), :id, (ARRAY['mentee', 'mentor'])[1 + n % 2], (ARRAY['en', 'fi', 'sv'])[1 + n % 3],
       jsonb_build_object('recommend', n % 11, 'satisfied', 1 + n % 5, 'reached', 1 + n % 5, 'met', 'three_to_five',
                          'gained', jsonb_build_array('plans', 'contacts'), 'guidance', 1 + n % 5, 'again', n % 3 > 0),
       jsonb_build_object('best', 'Our conversations, number ' || n, 'improve', repeat('More time for events. ', 8))
  FROM generate_series(1, :answers) AS n
""",
    """
INSERT INTO survey_turnout (survey_id, participants)
SELECT :id, ARRAY(SELECT id FROM participant ORDER BY id LIMIT :answers)
""",
    """
UPDATE survey SET published_at = clock_timestamp(), opens_at = clock_timestamp() - interval '9 days',
       closes_at = clock_timestamp() - interval '1 second' WHERE id = :id
""",
    "ANALYZE",
)

Report = Callable[[str], None]


async def results(cluster: embedded.Cluster, say: Report) -> None:
    """Print the milliseconds of each call."""
    stage = await set_stage(cluster, "surveys", 100, ANSWERS)
    survey_id, coordinator = await _answered(stage)
    token = Keys(Settings(demo=True)).access_token(coordinator, None, 600)
    of_one = f"/api/v1/surveys/{survey_id}"
    calls = {
        "results": f"{of_one}/results",
        "results by role": f"{of_one}/results?by=role",
        "results by language": f"{of_one}/results?by=language",
        "list with response rates": f"/api/v1/programmes/{stage.programme_id}/surveys",
        "CSV": f"{of_one}/export?format=csv",
        "XLSX": f"{of_one}/export?format=xlsx",
    }
    say(f"| {ANSWERS:,} answers | best ms | p50 ms | p95 ms |\n| --- | --- | --- | --- |")
    async with api(stage):
        one = await Connection.open(PORT)
        for name, path in calls.items():
            say(f"| {name} | " + " | ".join(f"{each:.0f}" for each in await _timed(one, Call.of("GET", path, token))) + " |")


async def _answered(stage: Stage) -> tuple[UUID, UUID]:
    """Give the programme its final feedback, answered and closed; return its id and somebody who coordinates."""
    engine = create_engine(stage.url, Settings(demo=True, database_url=stage.url))
    sessions = create_sessions(engine)
    async with transaction(sessions) as session:
        await ready.begin(session, await session.get_one(Programme, stage.programme_id))
    async with transaction(sessions) as session:
        final = text("SELECT id FROM survey WHERE programme_id = :id AND kind = :kind")
        survey_id: UUID = (await session.execute(final, {"id": stage.programme_id, "kind": SurveyKind.FINAL})).scalar_one()
        for statement in SQL:
            await session.execute(text(statement), {"id": survey_id, "answers": ANSWERS})
        member = text(
            "SELECT w.person_id FROM organisation_member w JOIN programme g USING (organisation_id) WHERE g.id = :id LIMIT 1"
        )
        coordinator: UUID = (await session.execute(member, {"id": stage.programme_id})).scalar_one()
    await engine.dispose()
    return survey_id, coordinator


async def _timed(one: Connection, call: Call) -> tuple[float, float, float]:
    """Return the least, the median and the 95th percentile of the milliseconds of a call."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        status, body, _ = await one.call(call)
        times.append((time.perf_counter() - started) * 1000)
        if status != 200:
            raise RuntimeError(body.decode())
    ordered = sorted(times)
    return ordered[0], ordered[len(ordered) // 2], ordered[len(ordered) * 95 // 100]
