"""What /metrics holds, so that an operator sees a rush, a queue that stands and an act that ran again."""

import asyncio
import math
import socket
from uuid import UUID

import httpx
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

from kisalli.core.db import transaction
from kisalli.core.settings import Settings
from kisalli.main import create_app
from tests.notifications.conftest import Office
from tests.operation.conftest import Start
from tests.operation.test_shutdown import held
from tests.races.machines import free_port

CUT = text("""
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
 WHERE datname = current_database() AND application_name = 'kisalli' AND cardinality(pg_blocking_pids(pid)) > 0
""")


def value(exposed: str, name: str, **labels: str) -> float:
    """Return one sample, 0 where there is none."""
    for family in text_string_to_metric_families(exposed):
        for sample in family.samples:
            if (sample.name, sample.labels) == (name, labels):
                return float(sample.value)
    return 0


async def test_a_call_is_measured_by_the_template_of_its_route(world: Office, start: Start) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    part = start("serve")
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{part.port}") as world.http:
        assert (await world.send(mentee, mentor)).status_code == 201
        assert (await world.send(mentee, mentor)).status_code == 409
        await world.call(mentee, "GET", "/nothing/here")
        answer = await world.http.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    route = {"method": "POST", "route": "/programmes/{programme_id}/requests"}
    assert value(answer.text, "kisalli_http_seconds_count", **route, status="201") == 1
    assert value(answer.text, "kisalli_http_seconds_count", **route, status="409") == 1
    assert value(answer.text, "kisalli_http_seconds_sum", **route, status="201") > 0
    assert value(answer.text, "kisalli_http_seconds_bucket", **route, status="201", le="+Inf") == 1
    assert "nothing" not in answer.text, "whoever asks for what is not there must not make series"
    assert str(world.programme_id) not in answer.text


async def test_an_act_that_ran_again_is_counted(world: Office, start: Start) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    part = start("serve")
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{part.port}", timeout=20) as world.http:
        assert value((await world.http.get("/metrics")).text, "kisalli_act_retries_total", cause="OperationalError") == 0
        async with held(world, mentor) as stand_still:
            call = asyncio.create_task(world.send(mentee, mentor))
            await stand_still(1)
            async with transaction(world.sessions) as session:
                assert (await session.scalars(CUT)).all() == [True]
            await stand_still(1)
        assert (await call).status_code == 201
        assert value((await world.http.get("/metrics")).text, "kisalli_act_retries_total", cause="OperationalError") == 1


async def test_a_directory_that_was_built_is_counted(world: Office, start: Start) -> None:
    await world.mentor()
    mentee = await world.mentee()
    part = start("serve")
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{part.port}") as world.http:
        assert value((await world.http.get("/metrics")).text, "kisalli_directory_builds_total") == 0
        assert (await world.call(mentee, "GET", f"/programmes/{world.programme_id}/directory")).status_code == 200
        assert value((await world.http.get("/metrics")).text, "kisalli_directory_builds_total") >= 1


async def test_every_process_knows_the_queue_of_mails(world: Office, start: Start) -> None:
    part = start("serve")
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{part.port}") as http:
        assert value((await http.get("/metrics")).text, "kisalli_mail_queue") == 0
        letters = [(await world.asked())[1] for _ in range(2)]
        await late(world, letters[0])
        exposed = (await http.get("/metrics")).text
    assert value(exposed, "kisalli_mail_queue") == 2
    assert 100 <= value(exposed, "kisalli_mail_queue_age_seconds") < 200


async def late(world: Office, letter: UUID) -> None:
    since = "clock_timestamp() - interval '100 seconds'"
    await world.sql(f"UPDATE message SET next_try_at = {since} WHERE id = :id", id=letter)


async def test_a_queue_that_nobody_can_see_has_no_figure() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        app = create_app(Settings(demo=True), f"postgresql://kisalli@127.0.0.1:{nobody.getsockname()[1]}/kisalli")
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="https://kisalli.test") as http:
            answer = await http.get("/metrics")
        await app.state.engine.dispose()
    assert answer.status_code == 200
    assert math.isnan(value(answer.text, "kisalli_mail_queue"))
    assert math.isnan(value(answer.text, "kisalli_mail_queue_age_seconds"))


async def test_the_worker_answers_on_a_port_of_its_own(start: Start) -> None:
    port = free_port()
    part = start("worker", KISALLI_WORKER_METRICS_PORT=port)
    async with httpx.AsyncClient() as http:
        for _ in range(200):
            try:
                answer = await http.get(f"http://127.0.0.1:{port}/metrics")
            except httpx.ConnectError:
                await asyncio.sleep(0.1)
            else:
                break
    assert "kisalli_mails_total" in answer.text
    await asyncio.to_thread(part.stop)
    assert part.process is not None
    assert part.process.returncode == 0
