"""What the worker does by itself, as a process."""

from pathlib import Path

from tests.auth.saml.forging import ENTITY_ID, Forger
from tests.auth.saml.test_federation import serving
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


async def test_the_worker_reads_the_federations_metadata(world: Office, start: Start, tmp_path: Path) -> None:
    idp = Forger.make(tmp_path)
    with serving() as server:
        server.pages["/metadata.xml"] = idp.federation(idp.entity()).encode()
        saml = {"KISALLI_SAML_KEY": idp.key, "KISALLI_SAML_CERTIFICATE": idp.certificate}
        feed = {
            "KISALLI_FEDERATION_METADATA_URL": f"{server.url}/metadata.xml",
            "KISALLI_FEDERATION_CERTIFICATE": idp.certificate,
        }
        start("worker", **saml, **feed)

        async def read() -> bool:
            return bool(await world.rows("federation_member", entity_id=ENTITY_ID))

        await until(read, "the federation should be read")
