"""One's own ways in: an address added by who reads its mail, any removed but the last."""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.notifications.rendering import render
from tests.auth.conftest import letters, sign_in
from tests.factories import World

MINE = "/api/v1/me/identities"
Browsers = Callable[[], httpx.AsyncClient]


class Owner:
    """Somebody signed in, with the ways in that a test gives them."""

    def __init__(self, browser: httpx.AsyncClient, session: dict[str, Any], world: World, keys: Keys) -> None:
        self.browser, self.id, self.world, self.keys = browser, session["person"]["id"], world, keys
        self.csrf = {"X-CSRF-Token": session["csrf_token"]}

    async def ask(self, address: str) -> str:
        """Have a code mailed; return it."""
        answer = await self.browser.post(f"{MINE}/email", json={"email": address}, headers=self.csrf)
        assert answer.status_code == 202, answer.text
        rows = await self.world.rows("email_sign_in", address=address.lower())
        return self.keys.sign_in_code(max(row["id"] for row in rows))

    async def enter(self, code: str) -> httpx.Response:
        """Enter a code."""
        return await self.browser.post(f"{MINE}/email/confirm", json={"code": code}, headers=self.csrf)

    async def add(self) -> tuple[str, str]:
        """Add an address; return it with the id of the way in."""
        address = f"{uuid4().hex}@mail.example"
        assert (await self.enter(await self.ask(address))).status_code == 204
        return address, next(way["id"] for way in (await self.browser.get(MINE)).json() if way["name"] == address)

    async def remove(self, identity_id: str) -> httpx.Response:
        """Remove a way in."""
        return await self.browser.delete(f"{MINE}/{identity_id}", headers=self.csrf)


@pytest.fixture
async def owner(browser: httpx.AsyncClient, world: World, keys: Keys) -> Owner:
    return Owner(browser, await sign_in(browser, world), world, keys)


async def test_an_address_whose_mail_one_reads_signs_in_from_then_on(owner: Owner, another_browser: Browsers) -> None:
    address, identity_id = await owner.add()
    message = await owner.world.one("message", subject_id=UUID(identity_id))
    assert (message["kind"], str(message["recipient_id"])) == ("identity_added", owner.id)
    elsewhere = another_browser()
    assert (await elsewhere.post("/api/v1/session/email", json={"email": address})).status_code == 202
    code = owner.keys.sign_in_code(max(row["id"] for row in await owner.world.rows("email_sign_in", address=address)))
    session = await elsewhere.post("/api/v1/session/email/confirm", json={"code": code})
    assert session.json()["person"]["id"] == owner.id


async def test_the_mail_to_an_address_that_is_added_has_a_code_and_no_link(
    owner: Owner, another_browser: Browsers, settings: Settings
) -> None:
    address, other = (f"{uuid4().hex}@mail.example" for _ in range(2))
    await owner.ask(address)
    await another_browser().post("/api/v1/session/email", json={"email": other})
    for to, linked in ((address, False), (other, True)):
        asked = await owner.world.one("email_sign_in", address=to)
        (written,) = await letters(owner.world, settings, owner.keys, subject_id=asked["id"])
        text = render(written).text
        assert (written.to, written.current, "/sign-in/email?key=" in text) == (to, True, linked)
        assert owner.keys.sign_in_code(asked["id"]) in text


async def test_a_wrong_code_adds_nothing_and_five_end_it(owner: Owner) -> None:
    code = await owner.ask(f"{uuid4().hex}@mail.example")
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for _ in range(5):
        answer = await owner.enter(wrong)
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "wrong_code")
    assert (await owner.enter(code)).json()["code"] == "sign_in_expired"
    assert (await owner.browser.get(MINE)).json() == []


async def test_what_was_asked_for_to_add_an_address_signs_nobody_in(owner: Owner, another_browser: Browsers) -> None:
    """Else whoever is signed in and asks for a mail to a foreign address could have its reader sign them in."""
    address = f"{uuid4().hex}@mail.example"
    code = await owner.ask(address)
    sign_in_id = max(row["id"] for row in await owner.world.rows("email_sign_in", address=address))
    for browser, body in (
        (owner.browser, {"code": code}),
        (another_browser(), {"key": owner.keys.sign_in_key(sign_in_id), "code": code}),
    ):
        answer = await browser.post("/api/v1/session/email/confirm", json=body)
        assert (answer.status_code, answer.json()["code"]) == (409, "sign_in_expired")


async def test_a_code_to_sign_in_adds_no_address(owner: Owner) -> None:
    address = f"{uuid4().hex}@mail.example"
    assert (await owner.browser.post("/api/v1/session/email", json={"email": address})).status_code == 202
    code = owner.keys.sign_in_code(max(row["id"] for row in await owner.world.rows("email_sign_in", address=address)))
    assert (await owner.enter(code)).json()["code"] == "sign_in_expired"


async def test_an_address_of_another_account_is_not_taken_from_it(owner: Owner, another_browser: Browsers) -> None:
    other_browser = another_browser()
    other = Owner(other_browser, await sign_in(other_browser, owner.world), owner.world, owner.keys)
    address, _ = await other.add()
    answer = await owner.enter(await owner.ask(address))
    assert (answer.status_code, answer.json()["code"]) == (409, "identity_taken")
    assert (await owner.browser.get(MINE)).json() == []


async def test_any_goes_but_the_last(owner: Owner) -> None:
    (_, first), (_, second) = await owner.add(), await owner.add()
    assert (await owner.remove(first)).status_code == 204
    assert (await owner.remove(first)).status_code == 404
    last = await owner.remove(second)
    assert (last.status_code, last.json()["code"]) == (409, "last_way_in")
    acts = [row["act"] for row in await owner.world.rows("audit", subject_id=UUID(first))]
    assert sorted(acts) == ["identity_added", "identity_removed"]


async def test_two_at_once_do_not_remove_the_last_two(owner: Owner) -> None:
    ways = [(await owner.add())[1] for _ in range(2)]
    answers = await asyncio.gather(*(owner.remove(way) for way in ways))
    assert sorted(each.status_code for each in answers) == [204, 409]


async def test_what_a_way_in_said_of_somebody_goes_with_it(owner: Owner) -> None:
    (_, first), _ = await owner.add(), await owner.add()
    for kind, identity_id in (("student", first), ("alum", None)):
        await owner.world.sql(
            "INSERT INTO affiliation (person_id, home_organisation, kind, identity_id) VALUES (:person, :home, :kind, :id)",
            person=owner.id,
            home="uni.example",
            kind=kind,
            id=identity_id,
        )
    assert (await owner.remove(first)).status_code == 204
    known = (await owner.browser.get("/api/v1/me")).json()["affiliations"]
    assert [each["kind"] for each in known] == ["alum"]


async def test_the_same_answer_for_a_known_and_an_unknown_address(owner: Owner, another_browser: Browsers) -> None:
    other_browser = another_browser()
    other = Owner(other_browser, await sign_in(other_browser, owner.world), owner.world, owner.keys)
    known, _ = await other.add()
    answers = []
    for address in (known, f"{uuid4().hex}@mail.example"):
        answer = await owner.browser.post(f"{MINE}/email", json={"email": address}, headers=owner.csrf)
        answers.append((answer.status_code, sorted(answer.json()), sorted(set(answer.headers) - {"date", "x-request-id"})))
    assert answers[0] == answers[1]
