"""What people who sign in by SAML, fifty a minute, cost those who read the directory."""

import asyncio
import base64
import itertools
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import fromstring

import httpx
import psycopg

from kisalli.core import embedded
from kisalli.core.ids import new_id
from tests.auth.saml.forging import ENTITY_ID, Draft, Forger
from tests.bench.load import Call, Result, open_loop
from tests.bench.stage import PORT, Stage, api, set_stage

A_MINUTE = 50
READS_A_SECOND = 300
# With and without take short turns: what else the machine does moved the ratio of three long ones between 0.95 and 1.35.
ROUNDS = 10
CONNECTIONS = 10  # few, for the first call of each is slow and counts in every round
ORIGIN = f"http://127.0.0.1:{PORT}"

Described = Callable[[str, Result], None]


async def sign_ins(cluster: embedded.Cluster, seconds: float, described: Described, say: Callable[[str], None]) -> None:
    """Print how long reads of the directory take, by themselves and while people sign in by SAML in the same process."""
    folder = Path(tempfile.mkdtemp(prefix="kisalli-bench-saml-"))
    try:
        idp = Forger.make(folder)
        stage = await set_stage(cluster, "saml", 1000, 200)
        way = f"{ORIGIN}/api/v1/session/saml/{_enter(stage, idp)}"
        keys = {"KISALLI_SAML_KEY": str(idp.key), "KISALLI_SAML_CERTIFICATE": str(idp.certificate), "KISALLI_PUBLIC_URL": ORIGIN}
        async with api(stage, environment=keys):
            count = int(seconds * A_MINUTE / 60) or 1
            await _bring(await _prepared(way, idp, 1), 0)  # the library is loaded at the first
            results = {"directory": Result(), "directory while people sign in": Result()}
            took: list[float] = []
            for _ in range(ROUNDS):
                results["directory"].add(await open_loop(PORT, _reads(stage, seconds), CONNECTIONS))
                ready = await _prepared(way, idp, count)
                bringing = asyncio.create_task(_bring(ready, seconds / count))
                busy = await open_loop(PORT, _reads(stage, seconds), CONNECTIONS)
                results["directory while people sign in"].add(busy)
                took += await bringing
        for name, result in results.items():
            described(name, result)
        without, beside = (result.quantile(0.99) for result in results.values())
        say(f"\n{len(took)} sign-ins, {A_MINUTE} a minute, median {sorted(took)[len(took) // 2] * 1000:.0f} ms")
        say(f"\nratio of the directory's p99 with and without: {beside / without:.2f}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _enter(stage: Stage, idp: Forger) -> str:
    """Enter a provider of the stage's organisation, switched on; return its id."""
    provider_id = str(new_id())
    with psycopg.connect(stage.url) as connection:
        connection.execute(
            "INSERT INTO identity_provider (id, organisation_id, kind, name, issuer, metadata, enabled)"
            " SELECT %s, organisation_id, 'saml', 'Campus', %s, %s, true FROM programme WHERE id = %s",
            (provider_id, ENTITY_ID, idp.entity(), stage.programme_id),
        )
    return provider_id


async def _prepared(way: str, idp: Forger, count: int) -> list[tuple[httpx.AsyncClient, dict[str, str]]]:
    """Let so many set out, and forge what they bring back: that is not to be measured."""
    ready = []
    for number in range(count):
        browser = httpx.AsyncClient()
        begun = await browser.post(way, json={})
        query = parse_qs(urlsplit(begun.json()["location"]).query)
        request = fromstring(zlib.decompress(base64.b64decode(query["SAMLRequest"][0]), -15))
        draft = Draft(
            request.attrib["AssertionConsumerServiceURL"], f"{ORIGIN}/api/v1/session/saml/metadata", request.attrib["ID"]
        )
        answer = await asyncio.to_thread(idp.answer, draft.telling(subject_id=[f"{new_id()}{number}@campus.example"]))
        # By hand: to an address without https the client would not send it back.
        browser.headers["Cookie"] = begun.headers["set-cookie"].partition(";")[0]
        ready.append((browser, {"SAMLResponse": answer, "RelayState": query["RelayState"][0]}))
    return ready


async def _bring(ready: list[tuple[httpx.AsyncClient, dict[str, str]]], pause: float) -> list[float]:
    """Come back one after the other; return how long each took, in seconds."""
    took = []
    for browser, form in ready:
        back = await browser.post(f"{ORIGIN}/api/v1/session/saml/acs", data=form)
        assert back.headers["location"] == "/", back.headers["location"]
        took.append(back.elapsed.total_seconds())
        await browser.aclose()
        await asyncio.sleep(max(0.0, pause - took[-1]))
    return took


def _reads(stage: Stage, seconds: float) -> Iterator[tuple[float, Call]]:
    readers = itertools.cycle(stage.mentees)
    for tick in range(int(seconds * READS_A_SECOND)):
        yield tick / READS_A_SECOND, Call.of("GET", stage.directory, next(readers).token, Accept_Encoding="br")
