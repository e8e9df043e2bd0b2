"""Another address for an account: proved by a code, told to the old one; and what an operator does when nothing can be proved."""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from kisalli.auth.address import CODES_A_DAY, TRIES, replace
from kisalli.auth.errors import IdentityTaken
from kisalli.core.db import transaction
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.notifications.rendering import render
from kisalli.people.models import Person
from tests.auth.conftest import letters, sign_in
from tests.auth.test_email import Office
from tests.factories import Someone, World

EMAIL, CONFIRM = "/api/v1/me/email", "/api/v1/me/email/confirm"
Browsers = Callable[[], httpx.AsyncClient]


class Account:
    """Somebody who has signed in by e-mail in a browser of theirs."""

    def __init__(self, browser: httpx.AsyncClient, session: dict[str, Any], keys: Keys, world: World) -> None:
        self.browser, self.keys, self.world = browser, keys, world
        self.id, self.address = UUID(session["person"]["id"]), session["person"]["email"]
        self.headers = {"X-CSRF-Token": session["csrf_token"]}

    async def ask(self, address: str) -> str:
        """Enter an address and return the code that is mailed there."""
        answer = await self.browser.put(EMAIL, json={"email": address}, headers=self.headers)
        assert answer.status_code == 202, answer.text
        latest = max(row["id"] for row in await self.world.rows("email_change", person_id=self.id))
        return self.keys.email_change_code(latest)

    async def confirm(self, code: str) -> httpx.Response:
        return await self.browser.post(CONFIRM, json={"code": code}, headers=self.headers)

    async def ways(self) -> list[str]:
        return [row["subject"] for row in await self.world.rows("identity", person_id=self.id)]


def new_address() -> str:
    return f"New.{uuid4().hex}@Example.org"


@pytest.fixture
def enter(another_browser: Browsers, world: World, keys: Keys) -> Callable[..., Any]:
    """Let somebody sign in by e-mail for the first time."""
    office = Office(world, keys)

    async def signed_in(address: str | None = None) -> Account:
        browser = another_browser()
        mailed = await office.ask(browser, address)
        answer = await browser.post("/api/v1/session/email/confirm", json={"code": mailed.code})
        assert answer.status_code == 200, answer.text
        return Account(browser, answer.json(), keys, world)

    return signed_in


async def test_a_code_makes_the_new_address_the_account_s_and_its_way_in(enter: Any, settings: Settings, keys: Keys) -> None:
    account, new = await enter(), new_address()
    code = await account.ask(new)
    before = (await account.browser.get("/api/v1/me")).json()
    assert before["email"] == account.address
    (asked,) = await letters(account.world, settings, keys, recipient_id=account.id, kind="email_code")
    assert (asked.to.lower(), asked.current) == (new.lower(), True)
    assert code in render(asked).text
    answer = await account.confirm(f"{code[:3]} {code[3:]}")
    assert answer.status_code == 200, answer.text
    assert answer.json()["email"].lower() == new.lower()
    assert await account.ways() == [new.lower()]
    (told,) = await letters(account.world, settings, keys, recipient_id=account.id, kind="email_changed")
    assert told.to == account.address
    assert new.lower() not in str(render(told)).lower()  # the old mailbox may be somebody else's by now
    again = await enter(new)
    assert again.id == account.id
    other = await enter(account.address)
    assert other.id != account.id


async def test_a_wrong_code_is_counted_and_five_end_it(enter: Any) -> None:
    account = await enter()
    code = await account.ask(new_address())
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(TRIES):
        answer = await account.confirm(wrong)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "#/code")
    over = await account.confirm(code)
    assert (over.status_code, over.json()["code"]) == (409, "email_change_over")
    assert await account.ways() == [account.address]


async def test_a_code_is_good_once_for_half_an_hour_and_until_another_is_asked_for(enter: Any) -> None:
    account = await enter()
    first = await account.ask(new_address())
    second = await account.ask(new_address())
    if first != second:
        assert (await account.confirm(first)).status_code == 422
    assert (await account.confirm(second)).status_code == 200
    assert (await account.confirm(second)).json()["code"] == "email_change_over"
    third = await account.ask(new_address())
    await account.world.sql("UPDATE email_change SET expires_at = clock_timestamp() WHERE person_id = :id", id=account.id)
    assert (await account.confirm(third)).json()["code"] == "email_change_over"


async def test_nobody_takes_an_address_that_somebody_else_signs_in_with_and_nobody_learns_of_it_without_the_mailbox(
    enter: Any,
) -> None:
    account, holder = await enter(), await enter()
    code = await account.ask(holder.address.upper())  # the same answer as for any other
    taken = await account.confirm(code)
    assert (taken.status_code, taken.json()["code"]) == (409, "identity_taken")
    assert await account.ways() == [account.address]
    assert await holder.ways() == [holder.address]


async def test_two_who_want_one_address_at_once_do_not_both_get_it(enter: Any) -> None:
    one, two, address = await enter(), await enter(), new_address()
    codes = [await one.ask(address), await two.ask(address)]
    answers = await asyncio.gather(one.confirm(codes[0]), two.confirm(codes[1]))
    assert sorted(each.status_code for each in answers) == [200, 409]


async def test_so_many_codes_a_day_and_no_more(enter: Any) -> None:
    account = await enter()
    for _ in range(CODES_A_DAY):
        await account.ask(new_address())
    answer = await account.browser.put(EMAIL, json={"email": new_address()}, headers=account.headers)
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_requests")
    assert int(answer.headers["Retry-After"]) > 80_000


async def test_whoever_signs_in_otherwise_gets_no_way_in_by_their_address(browser: httpx.AsyncClient, world: World) -> None:
    session = await sign_in(browser, world)
    account = Account(browser, session, world.keys, world)
    assert (await account.confirm(await account.ask(new_address()))).status_code == 200
    assert await account.ways() == []


async def test_an_address_that_no_mail_reaches_is_told_at_sign_in_and_mended_by_a_code(enter: Any) -> None:
    account = await enter()
    await account.world.sql("UPDATE person SET email_failed_at = clock_timestamp() WHERE id = :id", id=account.id)
    assert (await account.browser.get("/api/v1/session")).json()["person"]["undeliverable"] is True
    assert (await account.confirm(await account.ask(account.address))).json()["undeliverable"] is False
    assert await account.ways() == [account.address]
    assert await account.world.rows("message", recipient_id=account.id, kind="email_changed") == []


async def test_whom_no_provider_named_an_address_of_is_asked_for_one(browser: httpx.AsyncClient, world: World) -> None:
    someone = await world.person()
    await world.sql("UPDATE person SET email = '' WHERE id = :id", id=someone.person_id)
    session = await sign_in(browser, world, someone.person_id)
    assert session["person"]["undeliverable"] is True
    account = Account(browser, session, world.keys, world)
    assert (await account.confirm(await account.ask(new_address()))).json()["undeliverable"] is False
    assert await world.rows("message", recipient_id=account.id, kind="email_changed") == []


async def replaced(world: World, account: Account, new: str) -> None:
    async with transaction(world.sessions) as session:
        await replace(session, await session.get_one(Person, account.id), new)


async def test_an_operator_ends_every_old_way_in_and_both_addresses_are_told(
    enter: Any, world: World, settings: Settings, keys: Keys
) -> None:
    account, new = await enter(), new_address()
    pending = await account.ask(new_address())
    await world.sql("INSERT INTO passkey SELECT :id, :id, '\\x00', '\\x00', 0, '', NULL, clock_timestamp()", id=account.id)
    await world.sql("UPDATE session SET id_token = '\\x00' WHERE person_id = :id", id=account.id)
    _, script = await world.personal_token(Someone(account.id, account.address, {}), "me:read")
    assert (await world.http.get("/api/v1/me", headers=script)).status_code == 200
    await replaced(world, account, new)
    assert await account.ways() == [new.lower()]
    assert await world.rows("passkey", person_id=account.id) == []
    assert await world.rows("personal_token", person_id=account.id) == []
    assert [row["id_token"] for row in await world.rows("session", person_id=account.id)] == [None]
    assert [row["ended_at"] is None for row in await world.rows("session", person_id=account.id)] == [False]
    told = await letters(world, settings, keys, recipient_id=account.id, kind="email_changed")
    assert [each.to.lower() for each in told] == [account.address, new.lower()]
    assert all(each.current for each in told)
    (row,) = await world.rows("audit", subject_id=account.id, act="email_replaced")
    assert (row["caller_id"], row["details"]) == (None, {"how": "operator"})
    back = await enter(new)
    assert back.id == account.id
    assert (await back.confirm(pending)).json()["code"] == "email_change_over"


async def test_an_operator_gives_nobody_the_way_in_of_another(enter: Any, world: World) -> None:
    account, holder = await enter(), await enter()
    with pytest.raises(IdentityTaken):
        await replaced(world, account, holder.address)
    assert await account.ways() == [account.address]
