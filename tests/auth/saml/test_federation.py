"""A federation in the database: downloaded, believed or not, searched, and asked of one provider at a time."""

import gzip
import hashlib
import math
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote

import pytest
from sqlalchemy import text

from kisalli.auth.saml import federation, metadata, renewal
from kisalli.auth.saml.federation import Place
from kisalli.auth.saml.reading import Vouched
from kisalli.auth.saml.refusals import SamlRefused
from kisalli.auth.saml.renewal import LOOK_SECONDS, Service, renew
from kisalli.core.db import Sessions, create_engine, create_sessions, transaction
from kisalli.core.errors import Invalid
from kisalli.core.metrics import FEDERATION_READ, FEDERATION_VALID_UNTIL
from kisalli.core.pages import decode_cursor, encode_cursor
from kisalli.core.settings import Settings
from kisalli.database import migrate
from tests.auth.saml.forging import ENTITY_ID, Forger, Signing, at
from tests.conftest import create_database

OTHER = "https://other.example/idp"


@dataclass
class Server:
    """A web server that answers what it is told, and remembers what it was asked."""

    port: int = 0
    pages: dict[str, bytes] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one call."""
        self.asked.append((handler.path, dict(handler.headers)))
        page = self.pages.get(unquote(handler.path))
        same = page is not None and handler.headers.get("If-None-Match") == self.headers.get("ETag", "none")
        handler.send_response(304 if same else 404 if page is None else 200)
        body = b"" if same or page is None else page
        for name, value in self.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)


@contextmanager
def serving() -> Iterator[Server]:
    """Run one."""
    server = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.answer(self)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.port = running.server_address[1]
    thread = Thread(target=running.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        running.shutdown()
        running.server_close()
        thread.join()


@pytest.fixture
def server() -> Iterator[Server]:
    """A web server of one's own."""
    with serving() as running:
        yield running


@pytest.fixture(scope="module")
async def federation_sessions(worker_id: str) -> AsyncIterator[Sessions]:
    """A database of these tests' own: there is one federation in one."""
    url = create_database(f"federation_{worker_id}")
    migrate(url)
    engine = create_engine(url, Settings(demo=True))
    yield create_sessions(engine)
    await engine.dispose()


@pytest.fixture
async def sessions(federation_sessions: Sessions) -> Sessions:
    """That database, with nothing in it."""
    async with transaction(federation_sessions) as session:
        for table in ("federation_feed", "federation_member", "used_assertion"):
            await session.execute(text(f"DELETE FROM {table}"))
    return federation_sessions


@pytest.fixture(scope="session")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Forger:
    """Who signs the metadata."""
    return Forger.make(tmp_path_factory.mktemp("signer"))


@pytest.fixture
def settings(server: Server, signer: Forger, own_pair: tuple[Path, Path]) -> Settings:
    """An installation that is in a federation."""
    saml = {"saml_key": own_pair[0], "saml_certificate": own_pair[1]}
    urls = {"federation_metadata_url": f"{server.url}/metadata.xml", "federation_mdq_url": f"{server.url}/mdq/"}
    return Settings(demo=True, **saml, **urls, federation_certificate=signer.certificate)


async def known(sessions: Sessions, settings: Settings, entity_id: str) -> bool:
    async with transaction(sessions) as session:
        return await federation.member(session, entity_id, settings) is not None


async def feed(sessions: Sessions) -> Any:
    async with transaction(sessions) as session:
        return (await session.execute(text("SELECT *, next_try_at - clock_timestamp() AS pause FROM federation_feed"))).one()


async def again(sessions: Sessions, settings: Settings) -> None:
    """Renew, whether or not it is time."""
    async with transaction(sessions) as session:
        await session.execute(text("UPDATE federation_feed SET next_try_at = clock_timestamp()"))
    assert await renew(sessions, settings) == LOOK_SECONDS


async def test_a_document_that_is_believed_tells_of_its_providers(
    sessions: Sessions, settings: Settings, server: Server, signer: Forger, idp: Forger
) -> None:
    server.pages["/metadata.xml"] = signer.federation(idp.entity()).encode()
    await renew(sessions, settings)
    async with transaction(sessions) as session:
        found = await federation.member(session, ENTITY_ID, settings)
        await federation.measure(session, settings)
    assert found is not None
    assert (found.certificates, found.scopes) == ((idp.bare_certificate,), {"campus.example"})
    row = await feed(sessions)
    assert row.problem is None
    assert timedelta(minutes=59) < row.pause <= timedelta(hours=1)
    assert FEDERATION_VALID_UNTIL._value.get() == pytest.approx(row.valid_until.timestamp())
    assert abs(FEDERATION_READ._value.get() - datetime.now(UTC).timestamp()) < 10
    assert not await known(sessions, settings, OTHER)


async def test_a_new_document_takes_the_place_of_the_old_one(
    sessions: Sessions, settings: Settings, server: Server, signer: Forger, idp: Forger, other_idp: Forger
) -> None:
    server.pages["/metadata.xml"] = signer.federation(idp.entity() + other_idp.entity(OTHER)).encode()
    await renew(sessions, settings)
    async with transaction(sessions) as session:
        await session.execute(text("UPDATE federation_member SET changed_at = 'epoch'"))
    server.pages["/metadata.xml"] = signer.federation(other_idp.entity(OTHER), until=90000).encode()
    await again(sessions, settings)
    assert not await known(sessions, settings, ENTITY_ID)
    assert await known(sessions, settings, OTHER)
    async with transaction(sessions) as session:
        changed = await session.scalar(text("SELECT changed_at > 'epoch' FROM federation_member"))
    assert changed is False, "what is the same is not written again"
    server.pages["/metadata.xml"] = signer.federation(other_idp.entity(OTHER, name="New name")).encode()
    await again(sessions, settings)
    assert [row.name for row in await search(sessions, settings, "new name")] == ["New name"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda _signer, entity: f"<a>{entity}</a>", "not_metadata"),
        (lambda signer, entity: signer.federation(entity).replace("Campus", "Rector"), "bad_signature"),
        (lambda signer, entity: signer.federation(entity, until=-60), "expired"),
        (lambda signer, _entity: signer.federation(""), "no_provider"),
        (lambda _signer, _entity: None, "HTTPStatusError"),
    ],
    ids=["unsigned", "tampered", "expired", "empty", "away"],
)
async def test_a_document_that_is_not_believed_changes_nothing(
    change: Callable[[Forger, str], str | None],
    problem: str,
    sessions: Sessions,
    settings: Settings,
    server: Server,
    signer: Forger,
    idp: Forger,
    other_idp: Forger,
) -> None:
    server.pages["/metadata.xml"] = signer.federation(idp.entity()).encode()
    await renew(sessions, settings)
    before = await feed(sessions)
    page = change(signer, other_idp.entity(OTHER))
    server.pages = {} if page is None else {"/metadata.xml": page.encode()}
    await again(sessions, settings)
    after = await feed(sessions)
    assert after.problem == problem
    assert after.pause <= timedelta(minutes=10), "sooner than in an hour"
    assert (after.valid_until, after.read_at) == (before.valid_until, before.read_at)
    assert await known(sessions, settings, ENTITY_ID)
    assert not await known(sessions, settings, OTHER)


async def test_a_document_over_the_limit_is_not_loaded(
    sessions: Sessions, settings: Settings, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metadata, "LARGEST", 100_000)
    server.pages["/metadata.xml"] = gzip.compress(b" " * 10_000_000)
    server.headers["Content-Encoding"] = "gzip"
    await renew(sessions, settings)
    assert (await feed(sessions)).problem == "too_large"


async def test_nobody_of_a_federation_is_known_after_its_document_is_over(
    sessions: Sessions, settings: Settings, server: Server, signer: Forger, idp: Forger
) -> None:
    server.pages["/metadata.xml"] = signer.federation(idp.entity()).encode()
    await renew(sessions, settings)
    assert await search(sessions, settings, "campus")
    async with transaction(sessions) as session:
        await session.execute(text("UPDATE federation_feed SET valid_until = clock_timestamp() - interval '1 second'"))
    assert not await known(sessions, settings, ENTITY_ID)
    assert await search(sessions, settings, "campus") == []


async def test_nobody_of_a_federation_is_known_after_its_setting_is_gone(
    sessions: Sessions, settings: Settings, server: Server, signer: Forger, idp: Forger
) -> None:
    server.pages["/metadata.xml"] = signer.federation(idp.entity()).encode()
    await renew(sessions, settings)
    without = settings.model_copy(update={"federation_metadata_url": None, "federation_mdq_url": None})
    assert not await known(sessions, without, ENTITY_ID)
    assert await renew(sessions, without) > LOOK_SECONDS


async def test_a_provider_with_an_end_of_its_own_is_good_until_then(
    sessions: Sessions, settings: Settings, server: Server, signer: Forger, idp: Forger
) -> None:
    server.pages["/metadata.xml"] = signer.federation(idp.entity(more=f' validUntil="{at(600)}"')).encode()
    await renew(sessions, settings)
    assert await known(sessions, settings, ENTITY_ID)
    async with transaction(sessions) as session:
        await session.execute(text("UPDATE federation_member SET valid_until = valid_until - interval '601 seconds'"))
    assert not await known(sessions, settings, ENTITY_ID)


async def test_what_has_not_changed_is_not_sent_again(
    sessions: Sessions, settings: Settings, server: Server, signer: Forger, idp: Forger
) -> None:
    server.pages["/metadata.xml"] = signer.federation(idp.entity()).encode()
    server.headers |= {"ETag": '"one"', "Last-Modified": "Wed, 25 Nov 2026 10:00:00 GMT"}
    await renew(sessions, settings)
    first = await feed(sessions)
    await again(sessions, settings)
    second = await feed(sessions)
    assert "If-None-Match" not in server.asked[0][1]
    assert server.asked[1][1]["If-None-Match"] == '"one"'
    assert server.asked[1][1]["If-Modified-Since"] == "Wed, 25 Nov 2026 10:00:00 GMT"
    assert second.read_at > first.read_at
    assert second.problem is None
    async with transaction(sessions) as session:
        await session.execute(text("UPDATE federation_feed SET valid_until = 'epoch'"))
    await again(sessions, settings)
    assert (await feed(sessions)).problem == "expired", "the same document, but it is over by now"


async def test_one_worker_at_a_time_asks_and_not_before_its_time(
    sessions: Sessions, settings: Settings, server: Server, signer: Forger, idp: Forger
) -> None:
    server.pages["/metadata.xml"] = signer.federation(idp.entity()).encode()
    for _ in range(3):
        assert await renew(sessions, settings) == LOOK_SECONDS
    assert len(server.asked) == 1


async def test_without_a_document_there_is_no_figure(sessions: Sessions, settings: Settings) -> None:
    async with transaction(sessions) as session:
        await federation.measure(session, settings)
    assert math.isnan(FEDERATION_VALID_UNTIL._value.get())
    assert math.isnan(FEDERATION_READ._value.get())


# Searching.


async def search(sessions: Sessions, settings: Settings, words: str, language: str = "en", **more: Any) -> list[Any]:
    async with transaction(sessions) as session:
        after, limit = more.get("after"), more.get("limit", 50)
        return list(await federation.found(session, words, language, after, limit, settings))


def named(entity_id: str, names: dict[str, str], idp: Forger, words: str = "") -> str:
    told = "".join(f'<mdui:DisplayName xml:lang="{language}">{name}</mdui:DisplayName>' for language, name in names.items())
    keywords = f'<mdui:Keywords xml:lang="en">{words}</mdui:Keywords>' if words else ""
    plain = '<mdui:DisplayName xml:lang="en">Campus</mdui:DisplayName>'
    return idp.entity(entity_id, scope=entity_id.split("/")[2]).replace(plain, told + keywords)


@pytest.fixture
async def universities(sessions: Sessions, settings: Settings, server: Server, signer: Forger, idp: Forger) -> None:
    """Some providers with names."""
    entities = [
        named("https://abo.example/idp", {"en": "Åbo Akademi University", "sv": "Åbo Akademi", "fi": "Åbo Akademi"}, idp),
        named(
            "https://utu.example/idp", {"en": "University of Turku", "fi": "Turun yliopisto", "sv": "Åbo universitet"}, idp, "UTU"
        ),
        named("https://aalto.example/idp", {"en": "Aalto University", "fi": "Aalto-yliopisto"}, idp, "HSE TKK Espoo"),
        named("https://lodz.example/idp", {"pl": "Politechnika Łódzka"}, idp),
        named("https://hidden.example/idp", {"en": "Hidden University"}, idp),
    ]
    server.pages["/metadata.xml"] = signer.federation("".join(entities)).encode()
    await renew(sessions, settings)
    async with transaction(sessions) as session:
        await session.execute(text("UPDATE federation_member SET hidden = true WHERE entity_id = 'https://hidden.example/idp'"))


@pytest.mark.usefixtures("universities")
@pytest.mark.parametrize(
    ("words", "language", "names"),
    [
        ("abo", "sv", ["Åbo Akademi", "Åbo universitet"]),
        ("ÅBO akad", "en", ["Åbo Akademi University"]),
        ("universitet", "fi", ["Turun yliopisto"]),
        ("university", "en", ["University of Turku", "Aalto University", "Åbo Akademi University"]),
        ("yliopisto turun", "fi", ["Turun yliopisto"]),
        ("utu", "sv", ["Åbo universitet"]),
        ("espoo", "fi", ["Aalto-yliopisto"]),
        ("aalto.example", "sv", ["Aalto University"]),
        ("lodzka", "en", ["Politechnika Łódzka"]),
        ("hidden", "en", []),
        ("%", "en", []),
        ("", "en", ["Aalto University", "Politechnika Łódzka", "University of Turku", "Åbo Akademi University"]),
    ],
    ids=[
        "folded",
        "two-words",
        "other-language",
        "best-first",
        "any-order",
        "keyword",
        "keyword-in-list",
        "domain",
        "pl",
        "hidden",
        "percent",
        "all",
    ],
)
async def test_providers_are_found_by_words_of_any_language(
    words: str, language: str, names: list[str], sessions: Sessions, settings: Settings
) -> None:
    assert [row.name for row in await search(sessions, settings, words, language)] == names


@pytest.mark.usefixtures("universities")
async def test_a_search_goes_on_where_its_page_ended(sessions: Sessions, settings: Settings) -> None:
    whole = [row.entity_id for row in await search(sessions, settings, "university")]
    pages, after = [], None
    while rows := await search(sessions, settings, "university", after=after, limit=1):
        pages += [row.entity_id for row in rows]
        after = Place(rows[-1].rank, rows[-1].name, rows[-1].entity_id)
    assert pages == whole
    assert len(whole) == 3


# The metadata service.


def told_of(server: Server, signer: Forger, entity: str, entity_id: str = ENTITY_ID) -> str:
    """Let the service tell of a provider, signed; return where."""
    start = entity.index(">") + 1
    xml = entity[:start] + Signing().template("_e") + entity[start:]
    where = "/mdq/entities/{sha1}" + hashlib.sha1(entity_id.encode()).hexdigest()
    server.pages[where] = signer.signed(xml, "/*/*[local-name()='Signature']").encode()
    return where


MORE = ' ID="_e" validUntil="{}"'


async def test_an_unknown_provider_is_asked_for_and_kept(
    sessions: Sessions, settings: Settings, server: Server, signer: Forger, idp: Forger
) -> None:
    told_of(server, signer, idp.entity(more=MORE.format(at(3600))))
    service = Service(sessions, settings)
    found = await service.provider(ENTITY_ID)
    assert found is not None
    assert found.certificates == (idp.bare_certificate,)
    assert await service.provider(ENTITY_ID) == found
    assert len(server.asked) == 1
    async with transaction(sessions) as session:
        await session.execute(text("UPDATE federation_member SET valid_until = 'epoch'"))
    assert await service.provider(ENTITY_ID) is not None
    assert len(server.asked) == 2, "asked again after its end"


@pytest.mark.parametrize(
    ("who", "entity_id", "until"),
    [
        (None, ENTITY_ID, 3600),
        ("other", ENTITY_ID, 3600),
        ("signer", OTHER, 3600),
        ("signer", ENTITY_ID, -60),
        ("signer", ENTITY_ID, None),
    ],
    ids=["away", "other-key", "other-provider", "expired", "without-end"],
)
async def test_what_the_service_says_is_verified_and_not_asked_again_at_once(
    who: str | None,
    entity_id: str,
    until: float | None,
    sessions: Sessions,
    settings: Settings,
    server: Server,
    signer: Forger,
    other_idp: Forger,
    idp: Forger,
) -> None:
    if who is not None:
        more = MORE.format(at(until)) if until else ' ID="_e"'
        told_of(server, signer if who == "signer" else other_idp, idp.entity(entity_id, more=more))
    service = Service(sessions, settings)
    assert await service.provider(ENTITY_ID) is None
    assert await service.provider(ENTITY_ID) is None
    assert len(server.asked) == 1
    assert not await known(sessions, settings, ENTITY_ID)


async def test_the_service_does_not_overrule_the_document(
    sessions: Sessions, settings: Settings, server: Server, signer: Forger, idp: Forger, other_idp: Forger
) -> None:
    server.pages["/metadata.xml"] = signer.federation(idp.entity()).encode()
    await renew(sessions, settings)
    async with transaction(sessions) as session:
        await federation.keep(session, other_idp.provider(more=f' validUntil="{at(3600)}"'))
        found = await federation.member(session, ENTITY_ID, settings)
    assert found is not None
    assert found.certificates == (idp.bare_certificate,)


async def test_what_is_no_entity_id_is_not_asked_for(sessions: Sessions, settings: Settings, server: Server) -> None:
    for name in ("https://" + "x" * 1025, "", "email", "saml:1", "https://a b"):
        assert await Service(sessions, settings).provider(name) is None
    assert server.asked == []


async def test_strangers_names_do_not_fill_the_memory(
    sessions: Sessions, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewal, "MISSES_KEPT", 3)
    service = Service(sessions, settings)
    for number in range(8):
        assert await service.provider(f"https://{number}.example") is None
    assert len(service._misses) <= 3


# Assertions that were taken.


async def test_an_assertion_is_taken_once(sessions: Sessions) -> None:
    vouched = Vouched("https://idp", "a", {}, "_r", "_a1", datetime.now(UTC) + timedelta(minutes=5))
    async with transaction(sessions) as session:
        await federation.take(session, "https://idp", vouched)
    async with transaction(sessions) as session:
        with pytest.raises(SamlRefused, match="replayed"):
            await federation.take(session, "https://idp", vouched)
        await federation.take(session, "https://other.example", vouched)


@pytest.mark.parametrize(
    "text", ["", "[]", "1", '[1, "a"]', '[9, "a", "b"]', '["1", "a", "b"]', '[1, "\\u0000", "b"]'], ids=range(7)
)
def test_a_place_that_is_none_is_not_read(text: str) -> None:
    with pytest.raises(Invalid):
        decode_cursor(encode_cursor(text), Place.parse)
    assert Place.parse(str(Place(1, "Åbo", OTHER))) == Place(1, "Åbo", OTHER)
