"""What the worker does by itself, as a process."""

from tests.factories import zone_where_it_is
from tests.notifications.conftest import Office
from tests.operation.conftest import Start
from tests.operation.test_shutdown import until


async def test_the_worker_writes_the_mornings_digest(world: Office, start: Start) -> None:
    await world.set_programme(zone=zone_where_it_is(9))
    await world.mentor(state="submitted")
    start("worker")

    async def told() -> bool:
        return bool(await world.rows("message", subject_id=world.programme_id, kind="coordinator_digest"))

    await until(told, "the coordinator should be told")
