"""Signing in by a mailed link or code: once, soon, in the browser that asked or with the code; and nobody learns who is known."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import select

from kisalli.auth.email import MAILS_AN_HOUR, TRIES
from kisalli.core.db import transaction
from kisalli.core.security import Keys
from kisalli.core.settings import Settings
from kisalli.messages.models import Message
from kisalli.notifications.content import letter
from kisalli.notifications.facts import gather
from kisalli.notifications.letters import Letter
from kisalli.notifications.rendering import render
from tests.factories import World

ASK, CONFIRM = "/api/v1/session/email", "/api/v1/session/email/confirm"
Browsers = Callable[[], httpx.AsyncClient]


@dataclass
class Mailed:
    """What the mail to an address says."""

    address: str
    key: str
    code: str

    @property
    def wrong_code(self) -> str:
        return "000000" if self.code != "000000" else "111111"


class Office:
    """Asks for mails and reads them."""

    def __init__(self, world: World, keys: Keys) -> None:
        self.world, self.keys = world, keys

    async def ask(self, browser: httpx.AsyncClient, address: str | None = None) -> Mailed:
        """Ask for a mail, to a new address unless told to which."""
        address = address or f"{uuid4().hex}@example.org"
        answer = await browser.post(ASK, json={"email": address})
        assert answer.status_code == 202, answer.text
        latest: UUID = max(row["id"] for row in await self.world.rows("email_sign_in", address=address.lower()))
        return Mailed(address, self.keys.sign_in_key(latest), self.keys.sign_in_code(latest))

    async def letter(self, mailed: Mailed, settings: Settings) -> Letter:
        """Write the letter of a sign-in as the worker does."""
        subject_id = self.keys.sign_in_of(mailed.key)
        async with transaction(self.world.sessions) as session:
            message = await session.scalar(select(Message).where(Message.subject_id == subject_id))
            assert message is not None
            written = letter(message, await gather(session, [message]), settings, self.keys)
        assert written is not None
        return written

    async def people(self, address: str) -> list[UUID]:
        """Return who has an address."""
        return [row["id"] for row in await self.world.rows("person", email=address.lower())]


@pytest.fixture
def office(world: World, keys: Keys) -> Office:
    return Office(world, keys)


async def test_the_code_signs_in_once_in_the_browser_that_asked(browser: httpx.AsyncClient, office: Office) -> None:
    mailed = await office.ask(browser)
    answer = await browser.post(CONFIRM, json={"code": f"{mailed.code[:3]} {mailed.code[3:]}"})
    assert answer.status_code == 200, answer.text
    person = answer.json()["person"]
    assert (person["email"], person["name"]) == (mailed.address, "")
    assert (await browser.get("/api/v1/session")).json()["person"] == person
    again = await browser.post(CONFIRM, json={"code": mailed.code})
    assert (again.status_code, again.json()["code"]) == (409, "sign_in_expired")


async def test_a_second_sign_in_finds_the_account_whatever_the_letters(browser: httpx.AsyncClient, office: Office) -> None:
    first = await office.ask(browser)
    person = (await browser.post(CONFIRM, json={"code": first.code})).json()["person"]
    second = await office.ask(browser, first.address.upper())
    assert (await browser.post(CONFIRM, json={"key": second.key})).json()["person"] == person
    assert await office.people(first.address) == [UUID(person["id"])]


async def test_the_link_is_enough_in_the_browser_that_asked(browser: httpx.AsyncClient, office: Office) -> None:
    mailed = await office.ask(browser)
    assert (await browser.post(CONFIRM, json={"key": mailed.key})).status_code == 200


async def test_in_another_browser_the_link_wants_the_code(another_browser: Browsers, office: Office) -> None:
    asking, reading = another_browser(), another_browser()
    mailed = await office.ask(asking)
    alone = await reading.post(CONFIRM, json={"key": mailed.key})
    assert (alone.status_code, alone.json()["code"]) == (409, "code_needed")
    assert (await reading.post(CONFIRM, json={"key": mailed.key, "code": mailed.code})).status_code == 200
    assert (await asking.post(CONFIRM, json={"code": mailed.code})).json()["code"] == "sign_in_expired"
    assert (await asking.get("/api/v1/session")).json() is None  # whoever asked for a foreign address gained nothing


async def test_the_code_alone_is_nothing_in_another_browser(another_browser: Browsers, office: Office) -> None:
    mailed = await office.ask(another_browser())
    answer = await another_browser().post(CONFIRM, json={"code": mailed.code})
    assert answer.json()["code"] == "sign_in_expired"


@pytest.mark.parametrize("forged", ["x", "AAAA", "ä" * 40, "A" * 64])
async def test_a_key_that_we_did_not_write_opens_nothing_in_the_asking_browser_either(
    browser: httpx.AsyncClient, office: Office, forged: str
) -> None:
    mailed = await office.ask(browser)
    for key in (forged, mailed.key[:-2], mailed.key[:22] + forged):
        answer = await browser.post(CONFIRM, json={"key": key})
        assert answer.json()["code"] == "sign_in_expired"


async def test_a_link_to_another_address_opens_nothing(another_browser: Browsers, office: Office) -> None:
    mine, theirs = another_browser(), another_browser()
    await office.ask(mine)
    foreign = await office.ask(theirs)
    assert (await mine.post(CONFIRM, json={"key": foreign.key})).json()["code"] == "code_needed"


async def test_wrong_codes_count_and_end_the_sign_in(browser: httpx.AsyncClient, office: Office) -> None:
    mailed = await office.ask(browser)
    for _ in range(TRIES):
        answer = await browser.post(CONFIRM, json={"code": mailed.wrong_code})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["code"] == "wrong_code"
    assert (await browser.post(CONFIRM, json={"code": mailed.code})).json()["code"] == "sign_in_expired"
    assert (await browser.post(CONFIRM, json={"key": mailed.key})).json()["code"] == "sign_in_expired"
    assert await office.people(mailed.address) == []
    (asked,) = await office.world.rows("email_sign_in", address=mailed.address)
    rows = await office.world.rows("audit", subject_id=asked["id"])
    assert [(row["act"], row["details"]) for row in rows] == [("sign_in_refused", {"code": "wrong_code"})] * TRIES


async def test_after_a_quarter_of_an_hour_it_is_over(browser: httpx.AsyncClient, office: Office, world: World) -> None:
    mailed = await office.ask(browser)
    late = "UPDATE email_sign_in SET expires_at = clock_timestamp() WHERE address = :address"
    await world.sql(late, address=mailed.address)
    assert (await browser.post(CONFIRM, json={"code": mailed.code})).json()["code"] == "sign_in_expired"


async def test_known_and_unknown_addresses_get_the_same_answer(another_browser: Browsers, office: Office) -> None:
    mailed = await office.ask(browser := another_browser())
    await browser.post(CONFIRM, json={"code": mailed.code})
    addresses = (mailed.address, f"{uuid4().hex}@example.org")
    assert [len(await office.people(each)) for each in addresses] == [1, 0]
    answers = [await another_browser().post(ASK, json={"email": each}) for each in addresses]
    seen = [(each.status_code, sorted(each.json()), sorted(each.headers), len(each.content)) for each in answers]
    assert seen[0] == seen[1]


async def test_an_address_gets_a_few_mails_an_hour(another_browser: Browsers, office: Office) -> None:
    address = (await office.ask(another_browser())).address
    for _ in range(MAILS_AN_HOUR - 1):
        await office.ask(another_browser(), address)
    refused = await another_browser().post(ASK, json={"email": address.upper()})
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_requests")
    assert 3500 < int(refused.headers["retry-after"]) <= 3600
    await office.ask(another_browser())  # others are none the worse for it


async def test_a_person_with_that_address_who_signs_in_otherwise_is_somebody_else(
    browser: httpx.AsyncClient, office: Office, world: World
) -> None:
    other = await world.mentee()
    address = f"{uuid4().hex}@example.org"
    await world.sql("UPDATE person SET email = :address WHERE id = :id", address=address, id=other.person_id)
    mailed = await office.ask(browser, address)
    person = (await browser.post(CONFIRM, json={"code": mailed.code})).json()["person"]
    assert person["id"] != str(other.person_id)


async def test_two_first_sign_ins_at_once_make_one_account(another_browser: Browsers, office: Office) -> None:
    browsers = [another_browser() for _ in range(4)]
    first = await office.ask(browsers[0])
    codes = [first.code] + [(await office.ask(each, first.address)).code for each in browsers[1:]]
    answers = await asyncio.gather(*(each.post(CONFIRM, json={"code": code}) for each, code in zip(browsers, codes, strict=True)))
    assert len({each.json()["person"]["id"] for each in answers}) == 1
    assert len(await office.people(first.address)) == 1


async def test_one_code_typed_twice_at_once_signs_in_once(browser: httpx.AsyncClient, office: Office) -> None:
    mailed = await office.ask(browser)
    answers = await asyncio.gather(*(browser.post(CONFIRM, json={"code": mailed.code}) for _ in range(4)))
    assert sorted(each.status_code for each in answers) == [200, 409, 409, 409]


async def test_a_closed_account_stays_closed(browser: httpx.AsyncClient, office: Office, world: World) -> None:
    first = await office.ask(browser)
    person = (await browser.post(CONFIRM, json={"code": first.code})).json()["person"]
    await world.sql("UPDATE person SET disabled_at = clock_timestamp() WHERE id = :id", id=UUID(person["id"]))
    again = await office.ask(browser, first.address)
    refused = await browser.post(CONFIRM, json={"code": again.code})
    assert (refused.status_code, refused.json()["code"]) == (403, "account_disabled")
    assert "set-cookie" not in refused.headers


@pytest.mark.parametrize("path", [ASK, CONFIRM])
async def test_a_foreign_page_starts_and_ends_nothing(browser: httpx.AsyncClient, path: str) -> None:
    answer = await browser.post(path, json={"email": "a@example.org"}, headers={"Origin": "https://evil.example"})
    assert answer.json()["code"] in {"csrf_failed", "validation"}
    body = {"email": "a@example.org"} if path == ASK else {"code": "123456"}
    refused = await browser.post(path, json=body, headers={"Origin": "https://evil.example"})
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf_failed")


async def test_the_mail_goes_to_the_address_in_the_pages_language_until_it_was_used(
    browser: httpx.AsyncClient, office: Office, settings: Settings
) -> None:
    browser.headers["Accept-Language"] = "sv"
    mailed = await office.ask(browser)
    its = await office.letter(mailed, settings)
    assert (its.to, its.language, its.current) == (mailed.address, "sv", True)
    mail = render(its)
    assert mailed.key in mail.text
    assert mailed.code in mail.text
    assert mailed.code not in mail.subject
    await browser.post(CONFIRM, json={"code": mailed.code})
    assert not (await office.letter(mailed, settings)).current


async def test_tables_hold_neither_link_nor_code_nor_the_browsers_secret(
    browser: httpx.AsyncClient, office: Office, world: World
) -> None:
    mailed = await office.ask(browser)
    row = await world.one("email_sign_in", address=mailed.address)
    kept = f"{row} {await world.one('message', subject_id=row['id'])}"
    for secret in (mailed.key, mailed.code, browser.cookies["__Host-kisalli-sign-in"]):
        assert secret not in kept
