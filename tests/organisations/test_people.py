"""Who works for an organisation: invited by a mail, accepted once while signed in, and never without an admin."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select

from kisalli.core.caller import Caller
from kisalli.core.db import transaction
from kisalli.core.errors import Problem
from kisalli.core.settings import Settings
from kisalli.messages.models import Message
from kisalli.notifications.content import letter
from kisalli.notifications.facts import gather
from kisalli.notifications.letters import AboutInvitation, Letter
from kisalli.notifications.rendering import render
from kisalli.organisations import members, queries
from tests.factories import Someone, World
from tests.hearing import until

INVITATIONS = "/api/v1/member-invitations"


class Office:
    """An organisation with one admin, in a browser."""

    def __init__(self, world: World, admin: Someone, browser: dict[str, str]) -> None:
        self.world, self.admin, self.browser = world, admin, browser
        self.path = f"/api/v1/organisations/{world.organisation_id}"

    async def call(self, method: str, path: str, browser: dict[str, str] | None = None, **body: Any) -> httpx.Response:
        """Call as the admin, or in another browser."""
        return await self.world.http.request(method, f"{self.path}{path}", json=body or None, headers=browser or self.browser)

    async def invited(self, role: str = "coordinator", **given: str) -> tuple[str, str]:
        """Invite somebody; return the invitation's id and the key of its link."""
        answer = await self.call("POST", "/invitations", email="linh@example.org", role=role, **given)
        assert answer.status_code == 201, answer.text
        invitation_id: str = answer.json()["id"]
        return invitation_id, self.world.keys.member_invitation_key(UUID(invitation_id))

    async def letter(self, invitation_id: str, settings: Settings) -> Letter | None:
        """Write the mail of an invitation as the worker does."""
        async with transaction(self.world.sessions) as session:
            message = await session.scalar(select(Message).where(Message.subject_id == UUID(invitation_id)))
            assert message is not None
            return letter(message, await gather(session, [message]), settings, self.world.keys)

    async def accept(self, someone: Someone, key: str) -> httpx.Response:
        headers = await self.world.browser(someone)
        return await self.world.http.post(f"{INVITATIONS}/accept", json={"key": key}, headers=headers)

    async def roles(self) -> dict[UUID, str]:
        rows = await self.world.rows("organisation_member", organisation_id=self.world.organisation_id)
        return {row["person_id"]: row["role"] for row in rows}


@pytest.fixture
async def office(world: World) -> Office:
    admin = await world.coordinator_of(world.organisation_id, "admin")
    return Office(world, admin, await world.browser(admin))


async def test_the_mail_names_organisation_and_role_and_its_link_what_it_offers(office: Office, settings: Settings) -> None:
    invitation_id, key = await office.invited("admin", language="fi")
    written = await office.letter(invitation_id, settings)
    assert written is not None and isinstance(written.it, AboutInvitation)
    assert (written.to, written.language, written.current) == ("linh@example.org", "fi", True)
    assert written.it.url.endswith(f"/account/invitation?key={key}")
    assert "Test University kutsuu sinut ylläpitäjäksi" in " ".join(render(written).text.split())
    offer = (await office.world.http.post(f"{INVITATIONS}/read", json={"key": key})).json()
    assert (offer["organisation_name"], offer["role"]) == ("Test University", "admin")


async def test_the_link_makes_nobody_a_member_until_somebody_signed_in_presses(office: Office) -> None:
    _, key = await office.invited()
    before = await office.roles()
    assert (await office.world.http.post(f"{INVITATIONS}/read", json={"key": key})).status_code == 200
    assert (await office.world.http.post(f"{INVITATIONS}/accept", json={"key": key})).status_code == 401
    assert await office.roles() == before
    someone = await office.world.person()
    assert (await office.accept(someone, key)).status_code == 200
    assert await office.roles() == before | {someone.person_id: "coordinator"}
    assert (await office.world.call(someone, "GET", f"/organisations/{office.world.organisation_id}")).status_code == 200


async def test_a_link_is_good_once(office: Office, settings: Settings) -> None:
    invitation_id, key = await office.invited()
    assert (await office.accept(await office.world.person(), key)).status_code == 200
    second = await office.accept(await office.world.person(), key)
    assert (second.status_code, second.json()["code"]) == (409, "invitation_over")
    written = await office.letter(invitation_id, settings)
    assert written is not None and not written.current


async def test_two_presses_at_once_make_one_member(office: Office) -> None:
    _, key = await office.invited()
    people = [await office.world.person() for _ in range(4)]
    answers = await asyncio.gather(*(office.accept(each, key) for each in people))
    assert sorted(each.status_code for each in answers) == [200, 409, 409, 409]
    assert len(await office.roles()) == 3


async def test_one_person_with_two_links_at_once_is_one_member(office: Office) -> None:
    keys = [(await office.invited())[1] for _ in range(4)]
    someone = await office.world.person()
    answers = await asyncio.gather(*(office.accept(someone, key) for key in keys))
    assert {each.status_code for each in answers} == {200, 409}
    assert [each.json()["code"] for each in answers if each.status_code == 409] == ["already_works_here"] * 3


OVER = {
    "withdrawn": "UPDATE member_invitation SET withdrawn_at = clock_timestamp() WHERE id = :id",
    "too old": "UPDATE member_invitation SET expires_at = clock_timestamp() WHERE id = :id",
    "gone": "DELETE FROM member_invitation WHERE id = :id",
}


@pytest.mark.parametrize("what", OVER.values(), ids=OVER)
async def test_an_invitation_that_is_over_offers_nothing(office: Office, what: str) -> None:
    invitation_id, key = await office.invited()
    await office.world.sql(what, id=invitation_id)
    someone = await office.world.person()
    assert (await office.accept(someone, key)).json()["code"] == "invitation_over"
    assert (await office.world.http.post(f"{INVITATIONS}/read", json={"key": key})).status_code == 409
    assert (await office.call("GET", "/invitations")).json()["items"] == []


@pytest.mark.parametrize("key", ["x", "A" * 64, "ä", "_" * 200])
async def test_a_key_that_we_did_not_write_is_like_one_that_is_over(office: Office, key: str) -> None:
    answer = await office.world.http.post(f"{INVITATIONS}/read", json={"key": key})
    assert (answer.status_code, answer.json()["code"]) == (409, "invitation_over")


async def test_whoever_works_here_already_leaves_the_link_to_whom_it_is_meant_for(office: Office) -> None:
    _, key = await office.invited("admin")
    assert (await office.accept(office.world.coordinator, key)).json()["code"] == "already_works_here"
    assert (await office.accept(await office.world.person(), key)).status_code == 200


async def test_an_admin_sees_and_withdraws_open_invitations(office: Office) -> None:
    invitation_id, _ = await office.invited()
    (row,) = (await office.call("GET", "/invitations")).json()["items"]
    assert (row["id"], row["email"], row["role"], row["language"]) == (invitation_id, "linh@example.org", "coordinator", "en")
    assert (await office.call("DELETE", f"/invitations/{invitation_id}")).status_code == 204
    assert (await office.call("DELETE", f"/invitations/{invitation_id}")).status_code == 404


async def test_a_coordinator_invites_nobody_and_changes_no_role(office: Office) -> None:
    browser = await office.world.browser(office.world.coordinator)
    invited = await office.call("POST", "/invitations", browser, email="linh@example.org", role="admin")
    assert (invited.status_code, invited.json()["code"]) == (403, "forbidden")
    me = office.world.coordinator.person_id
    assert (await office.call("PATCH", f"/members/{me}", browser, role="admin")).status_code == 403
    assert (await office.call("DELETE", f"/members/{office.admin.person_id}", browser)).status_code == 403


async def test_a_role_counts_from_the_next_call(office: Office) -> None:
    coordinator = office.world.coordinator
    participants = f"/programmes/{office.world.programme_id}/participants"
    directory = f"/programmes/{office.world.programme_id}/directory"
    assert (await office.world.call(coordinator, "GET", directory)).status_code == 200  # what it may read is kept from now on
    changed = await office.call("PATCH", f"/members/{coordinator.person_id}", role="admin")
    assert changed.json()["role"] == "admin"
    assert (await office.world.call(coordinator, "GET", participants)).status_code == 200
    assert (await office.call("DELETE", f"/members/{coordinator.person_id}")).status_code == 204
    assert (await office.world.call(coordinator, "GET", participants)).status_code == 403

    async def forgotten() -> bool:
        return (await office.world.call(coordinator, "GET", directory)).status_code == 403

    await until(forgotten, 2)
    news = await office.world.rows("access_change", person_id=coordinator.person_id)
    assert len(news) == 2


async def test_the_last_admin_stays_one(office: Office) -> None:
    me = f"/members/{office.admin.person_id}"
    for answer in (await office.call("PATCH", me, role="coordinator"), await office.call("DELETE", me)):
        assert (answer.status_code, answer.json()["code"]) == (409, "last_admin")
    await office.world.coordinator_of(office.world.organisation_id, "admin")
    assert (await office.call("PATCH", me, role="coordinator")).status_code == 200


async def test_an_admin_who_is_disabled_is_no_admin_that_is_left(office: Office) -> None:
    other = await office.world.coordinator_of(office.world.organisation_id, "admin")
    await office.world.sql("UPDATE person SET disabled_at = clock_timestamp() WHERE id = :id", id=other.person_id)
    assert (await office.call("DELETE", f"/members/{office.admin.person_id}")).json()["code"] == "last_admin"


async def each_removes_the_other(office: Office) -> list[str]:
    """Let two admins remove each other at the same time; return what became of it.

    Neither commits before the other has removed too, or a second has passed: with a lock the other can't.
    """
    other = await office.world.coordinator_of(office.world.organisation_id, "admin")
    here, pair = asyncio.Barrier(2), (office.admin.person_id, other.person_id)
    done, both = list[UUID](), asyncio.Event()

    async def remove(caller: UUID, whom: UUID) -> str:
        try:
            async with transaction(office.world.sessions) as session:
                await here.wait()
                await members.remove(session, office.world.organisation_id, whom, Caller(caller))
                done.append(whom)
                if len(done) == len(pair):
                    both.set()
                with suppress(TimeoutError):
                    await asyncio.wait_for(both.wait(), 1)
        except Problem as problem:
            return problem.code
        return "removed"

    return sorted(await asyncio.gather(remove(*pair), remove(*reversed(pair))))


async def test_two_admins_who_remove_each_other_leave_one(office: Office) -> None:
    assert await each_removes_the_other(office) == ["not_found", "removed"]
    assert list((await office.roles()).values()).count("admin") == 1


@pytest.fixture
def unlocked(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave out the lock on the organisation."""
    original = queries.require_admin

    async def require_admin(session: Any, organisation_id: UUID, caller: Caller, **_lock: bool) -> None:
        await original(session, organisation_id, caller, lock=False)

    monkeypatch.setattr(queries, "require_admin", require_admin)
    return


@pytest.mark.usefixtures("unlocked")
async def test_without_the_lock_nobody_would_be_left(office: Office) -> None:
    """The negative control: the race is there."""
    assert await each_removes_the_other(office) == ["removed", "removed"]


async def test_all_of_it_stands_in_the_audit_trail_without_an_address(office: Office) -> None:
    invitation_id, key = await office.invited()
    someone = await office.world.person()
    await office.accept(someone, key)
    await office.call("PATCH", f"/members/{someone.person_id}", role="admin")
    await office.call("DELETE", f"/members/{someone.person_id}")
    withdrawn, _ = await office.invited("admin")
    await office.call("DELETE", f"/invitations/{withdrawn}")
    rows = await office.world.rows("audit", organisation_id=office.world.organisation_id)
    assert [row["act"] for row in sorted(rows, key=lambda row: row["id"])] == [
        "member_invited",
        "member_invitation_accepted",
        "member_role_changed",
        "member_removed",
        "member_invited",
        "member_invitation_withdrawn",
    ]
    assert "linh@example.org" not in str(rows)
    assert invitation_id in {str(row["subject_id"]) for row in rows}
