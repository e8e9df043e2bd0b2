"""Where one is signed in: seen and ended by oneself alone, and ended at once on every process."""

from collections.abc import Callable
from uuid import UUID, uuid4

import httpx
import pytest

from kisalli.auth.access import Access
from kisalli.auth.devices import device_of
from kisalli.core.callers import ACCESS_COOKIE
from kisalli.core.errors import Unauthenticated
from kisalli.core.security import Keys
from tests.auth.conftest import sign_in
from tests.factories import World
from tests.hearing import Ear, until

SESSIONS = "/api/v1/me/sessions"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
Browsers = Callable[[], httpx.AsyncClient]


async def two(another_browser: Browsers, world: World) -> tuple[httpx.AsyncClient, httpx.AsyncClient, dict[str, str], UUID]:
    """Sign one person in in two browsers; return both, the first's CSRF header and the person's id."""
    first, second = another_browser(), another_browser()
    second.headers["User-Agent"] = FIREFOX
    mentee = await world.mentee()
    session = await sign_in(first, world, mentee.person_id)
    await sign_in(second, world, mentee.person_id)
    return first, second, {"X-CSRF-Token": session["csrf_token"]}, mentee.person_id


async def is_nobodys(browser: httpx.AsyncClient) -> bool:
    """Whether a browser is signed in no more."""
    return (await browser.get("/api/v1/session")).json() is None


async def test_one_sees_where_one_is_signed_in(another_browser: Browsers, world: World) -> None:
    first, _, _, _ = await two(another_browser, world)
    rows = (await first.get(SESSIONS)).json()["items"]
    assert [(row["device"], row["current"], row["way"]) for row in rows] == [
        ("Firefox, Linux", False, "demo"),
        ("", True, "demo"),
    ]


async def test_one_is_ended_and_the_other_goes_on(another_browser: Browsers, world: World) -> None:
    first, second, csrf, _ = await two(another_browser, world)
    (other,) = [row["id"] for row in (await first.get(SESSIONS)).json()["items"] if not row["current"]]
    assert (await first.delete(f"{SESSIONS}/{other}", headers=csrf)).status_code == 204
    await until(lambda: is_nobodys(second), 2)
    assert [row["current"] for row in (await first.get(SESSIONS)).json()["items"]] == [True]
    assert (await first.delete(f"{SESSIONS}/{other}", headers=csrf)).status_code == 404


async def test_all_others_are_ended(another_browser: Browsers, world: World) -> None:
    first, second, csrf, person_id = await two(another_browser, world)
    third = another_browser()
    await sign_in(third, world, person_id)
    assert (await first.delete(SESSIONS, headers=csrf)).status_code == 204
    await until(lambda: is_nobodys(second), 2)
    await until(lambda: is_nobodys(third), 2)
    assert (await first.get("/api/v1/me")).status_code == 200


async def test_another_process_forgets_an_ended_session(
    another_browser: Browsers, world: World, keys: Keys, database_url: str
) -> None:
    first, second, csrf, _ = await two(another_browser, world)
    ear = Ear()
    access = Access(keys, world.sessions, ear.signals)
    ear.signals.listeners.append(access.hear)
    async with ear.open(database_url):
        token = second.cookies[ACCESS_COOKIE]
        await access.check(token)
        await first.delete(SESSIONS, headers=csrf)

        async def refused() -> bool:
            try:
                await access.check(token)
            except Unauthenticated:
                return True
            return False

        await until(refused, 2)


async def test_nobody_ends_a_strangers_session(another_browser: Browsers, world: World) -> None:
    first, second, csrf, _ = await two(another_browser, world)
    stranger = another_browser()
    theirs = {"X-CSRF-Token": (await sign_in(stranger, world))["csrf_token"]}
    ids = [row["id"] for row in (await first.get(SESSIONS)).json()["items"]]
    for each in (*ids, str(uuid4())):
        answer = await stranger.delete(f"{SESSIONS}/{each}", headers=theirs)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    await stranger.delete(SESSIONS, headers=theirs)
    assert len((await first.get(SESSIONS)).json()["items"]) == 2
    assert (await second.get("/api/v1/me")).status_code == 200
    assert csrf != theirs


async def test_ended_idle_and_old_sessions_are_not_listed(another_browser: Browsers, world: World) -> None:
    first, _, _, person_id = await two(another_browser, world)
    old = "UPDATE session SET last_used_at = clock_timestamp() - interval '13 hours' WHERE person_id = :id AND device <> ''"
    await world.sql(old, id=person_id)
    assert [row["current"] for row in (await first.get(SESSIONS)).json()["items"]] == [True]


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        (FIREFOX, "Firefox, Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0",
            "Edge, Windows",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605 Version/18.1 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36", "Chrome, Android"),
        ("curl/8.5.0", ""),
        ("", ""),
    ],
)
def test_a_device_is_known_by_names_alone(user_agent: str, device: str) -> None:
    assert device_of(user_agent) == device
