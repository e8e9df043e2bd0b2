"""Service accounts: made by admins, coordinators as far as their scopes go, with tokens by OAuth 2.0 client credentials."""

import base64
from typing import Any
from urllib.parse import quote_plus, urlencode
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.exc import IntegrityError

from kisalli.auth.oauth import WRONG_OF_ONE
from kisalli.auth.service_accounts import MOST
from kisalli.core.policy import OF_SERVICES
from kisalli.core.security import hash_secret
from tests.factories import Someone, World
from tests.hearing import until

TOKEN = "/api/v1/oauth/token"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Office:
    """An organisation's admin in a browser, and clients that fetch tokens, each from an address of its own."""

    def __init__(self, world: World, app: FastAPI, admin: Someone, browser: dict[str, str]) -> None:
        self.world, self.app, self.admin, self.browser = world, app, admin, browser
        self.path = f"/api/v1/organisations/{world.organisation_id}/service-accounts"

    async def call(self, method: str, path: str = "", **body: Any) -> httpx.Response:
        """Call as the admin."""
        return await self.world.http.request(method, f"{self.path}{path}", json=body or None, headers=self.browser)

    async def account(self, *scopes: str) -> tuple[str, str]:
        """Make an account; return its id and secret."""
        answer = await self.call("POST", name="Register", scopes=list(scopes))
        assert answer.status_code == 201, answer.text
        return answer.json()["id"], answer.json()["secret"]

    async def fetch(self, fields: dict[str, str], address: str | None = None, **headers: str) -> httpx.Response:
        """Ask for a token as a client at an address."""
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False, client=(address or str(uuid4()), 1))
        async with httpx.AsyncClient(transport=transport, base_url="https://kisalli.test") as client:
            return await client.post(TOKEN, content=urlencode(fields), headers=FORM | headers)

    async def token(self, account: str, secret: str, **fields: str) -> dict[str, str]:
        """Return the headers of a script that has fetched a token."""
        answer = await self.fetch(asking(account, secret, **fields))
        assert answer.status_code == 200, answer.text
        return {"Authorization": f"Bearer {answer.json()['access_token']}"}

    async def get(self, path: str, headers: dict[str, str]) -> httpx.Response:
        return await self.world.http.get(f"/api/v1{path}", headers=headers)


def asking(account: str, secret: str, **fields: str) -> dict[str, str]:
    return {"grant_type": "client_credentials", "client_id": account, "client_secret": secret} | fields


def basic(account: str, secret: str) -> str:
    return "Basic " + base64.b64encode(f"{quote_plus(account)}:{quote_plus(secret)}".encode()).decode()


@pytest.fixture
async def office(world: World, app: FastAPI) -> Office:
    admin = await world.coordinator_of(world.organisation_id, "admin")
    return Office(world, app, admin, await world.browser(admin))


async def test_an_account_coordinates_with_a_token_as_far_as_its_scopes_go(office: Office) -> None:
    script = await office.token(*await office.account("participants:read", "requests:read"))
    here = f"/programmes/{office.world.programme_id}"
    assert (await office.get(f"{here}/participants", script)).status_code == 200
    assert (await office.get(f"{here}/matches", script)).json()["code"] == "scope_missing"
    elsewhere = await World.make(office.world.sessions, office.world.keys, office.world.http)
    foreign = await office.get(f"/programmes/{elsewhere.programme_id}/participants", script)
    assert (foreign.status_code, foreign.json()["code"]) == (403, "forbidden")


async def test_a_token_is_answered_as_the_standard_says(office: Office) -> None:
    account, secret = await office.account("participants:read", "requests:read")
    answer = await office.fetch(asking(account, secret))
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    body = answer.json()
    assert body.pop("access_token").startswith("kis_sat_")
    assert body == {"token_type": "Bearer", "expires_in": 600, "scope": "participants:read requests:read"}


async def test_http_basic_does_as_well_with_its_parts_form_encoded(office: Office) -> None:
    account, secret = await office.account("participants:read")
    headers = {"Authorization": basic(account, secret)}
    answer = await office.fetch({"grant_type": "client_credentials"}, **headers)
    assert answer.status_code == 200, answer.text


async def test_a_token_may_ask_for_fewer_scopes_but_never_for_more(office: Office) -> None:
    account, secret = await office.account("participants:read", "requests:read")
    narrow = await office.token(account, secret, scope="requests:read")
    refused = await office.get(f"/programmes/{office.world.programme_id}/participants", narrow)
    assert refused.json()["code"] == "scope_missing"
    answer = await office.fetch(asking(account, secret, scope="requests:read matches:read"))
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_scope")


WRONG: dict[str, tuple[dict[str, str], int, str]] = {
    "wrong secret": ({"client_secret": "wrong"}, 401, "invalid_client"),
    "unknown id": ({"client_id": str(uuid4())}, 401, "invalid_client"),
    "no id": ({"client_id": "register"}, 401, "invalid_client"),
    "nothing": ({"client_id": "", "client_secret": ""}, 401, "invalid_client"),
    "password": ({"grant_type": "password"}, 400, "unsupported_grant_type"),
    "NUL": ({"scope": "\0"}, 400, "invalid_request"),
}


@pytest.mark.parametrize(("fields", "status", "error"), WRONG.values(), ids=WRONG)
async def test_what_is_wrong_is_refused_in_the_words_of_the_standard(
    office: Office, fields: dict[str, str], status: int, error: str
) -> None:
    answer = await office.fetch(asking(*await office.account("requests:read"), **fields))
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"] == "application/json"


async def test_a_client_that_spoke_by_http_basic_is_challenged_by_it(office: Office) -> None:
    for header in (basic(str(uuid4()), "wrong"), "Basic ä".encode("latin-1").decode("latin-1"), "Bearer x", "Basic eA=="):
        transport = httpx.ASGITransport(app=office.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="https://kisalli.test") as client:
            headers = {b"Authorization": header.encode("latin-1"), b"Content-Type": b"application/x-www-form-urlencoded"}
            answer = await client.post(TOKEN, content="grant_type=client_credentials", headers=headers)  # type: ignore[arg-type]
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Basic")


async def test_the_token_endpoint_takes_a_form_alone_and_the_others_none(office: Office) -> None:
    json = await office.world.http.post(TOKEN, json={"grant_type": "client_credentials"})
    assert (json.status_code, json.json()["code"]) == (415, "unsupported_media_type")
    form = await office.world.http.post("/api/v1/session/email", content="email=a@example.org", headers=FORM)
    assert form.status_code == 415
    for body in ("grant_type=a&grant_type=b", "&".join(f"f{number}=1" for number in range(30)), "scope=%ff"):
        answer = await office.world.http.post(TOKEN, content=body, headers=FORM)
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request"), body


async def test_too_many_wrong_secrets_have_to_wait_and_lock_nobody_else_out(office: Office) -> None:
    account, secret = await office.account("requests:read")
    attacker = str(uuid4())
    for _ in range(WRONG_OF_ONE):
        assert (await office.fetch(asking(account, "wrong"), attacker)).status_code == 401
    limited = await office.fetch(asking(account, secret), attacker)
    assert (limited.status_code, limited.json()["code"]) == (429, "too_many_requests")
    assert 0 < int(limited.headers["retry-after"]) <= 600
    assert (await office.fetch(asking(account, secret))).status_code == 200
    acts = [row["act"] for row in await office.world.rows("audit", subject_id=UUID(account))]
    assert acts.count("service_token_refused") == WRONG_OF_ONE


async def test_a_new_secret_lets_the_old_one_live_for_its_grace(office: Office) -> None:
    account, old = await office.account("requests:read")
    renewed = (await office.call("POST", f"/{account}/secret", grace_hours=24)).json()
    for secret in (old, renewed["secret"]):
        assert (await office.fetch(asking(account, secret))).status_code == 200
    over = "UPDATE service_account SET previous_until = clock_timestamp() WHERE person_id = :id"
    await office.world.sql(over, id=account)
    assert (await office.fetch(asking(account, old))).status_code == 401
    assert (await office.fetch(asking(account, renewed["secret"]))).status_code == 200


async def test_without_a_grace_the_old_secret_and_its_tokens_end_at_once(office: Office) -> None:
    account, old = await office.account("requests:read")
    script = await office.token(account, old)
    path = f"/programmes/{office.world.programme_id}/requests"
    assert (await office.get(path, script)).status_code == 200
    await office.call("POST", f"/{account}/secret", grace_hours=0)
    assert (await office.fetch(asking(account, old))).status_code == 401

    async def refused() -> bool:
        return (await office.get(path, script)).status_code == 401

    await until(refused, 2)


async def test_a_scope_taken_away_counts_for_tokens_that_were_fetched_before(office: Office) -> None:
    account, secret = await office.account("requests:read", "participants:read")
    script = await office.token(account, secret)
    path = f"/programmes/{office.world.programme_id}/requests"
    assert (await office.get(path, script)).status_code == 200
    edited = await office.call("PATCH", f"/{account}", scopes=["participants:read"], name="Student register")
    assert (edited.json()["scopes"], edited.json()["name"]) == (["participants:read"], "Student register")

    async def refused() -> bool:
        return (await office.get(path, script)).status_code == 403

    await until(refused, 2)


async def test_a_removed_account_opens_nothing_and_keeps_its_name_in_the_audit_trail(office: Office) -> None:
    account, secret = await office.account("requests:read", "audit:read")
    script = await office.token(account, secret)
    trail = f"/organisations/{office.world.organisation_id}/audit"
    assert (await office.get(trail, script)).status_code == 200
    assert (await office.call("DELETE", f"/{account}")).status_code == 204

    async def refused() -> bool:
        return (await office.get(trail, script)).status_code == 401

    await until(refused, 2)
    assert (await office.fetch(asking(account, secret))).status_code == 401
    assert (await office.call("GET")).json()["items"] == []
    rows = (await office.get(trail, office.admin.headers)).json()["items"]
    assert ("service_token_issued", "Register") in {(row["act"], row["caller_name"]) for row in rows}


async def test_what_an_account_does_stands_under_its_name(office: Office) -> None:
    world = office.world
    script = await office.token(*await office.account("requests:write", "requests:read"))
    request_id = await world.sent(await world.mentee(), await world.mentor())
    answer = await world.http.post(f"/api/v1/requests/{request_id}/release", headers=script)
    assert answer.status_code == 200, answer.text
    trail = (await office.get(f"/organisations/{world.organisation_id}/audit", office.admin.headers)).json()["items"]
    assert [row["caller_name"] for row in trail if row["act"] == "request_released"] == ["Register"]


async def test_an_account_is_marked_among_who_works_here_and_is_no_admin(office: Office) -> None:
    account, _ = await office.account("requests:read")
    path = f"/organisations/{office.world.organisation_id}/members"
    members = (await office.get(path, office.admin.headers)).json()["items"]
    assert [(row["email"], row["role"]) for row in members if row["service"]] == [("", "coordinator")]
    for method in ("PATCH", "DELETE"):
        body = {"role": "admin"} if method == "PATCH" else None
        answer = await office.world.http.request(method, f"/api/v1{path}/{account}", json=body, headers=office.browser)
        assert answer.status_code == 404


@pytest.mark.parametrize("scope", ["me:read", "me:write", "organisations:write"])
async def test_an_account_has_no_scope_of_people(office: Office, scope: str) -> None:
    refused = await office.call("POST", name="Register", scopes=["requests:read", scope])
    assert [(each["pointer"], each["code"]) for each in refused.json()["errors"]] == [("#/scopes/1", "scope_of_people")]
    account, _ = await office.account("requests:read")
    with pytest.raises(IntegrityError, match="ck_service_account_scopes"):
        await office.world.sql("UPDATE service_account SET scopes = :scopes WHERE person_id = :id", id=account, scopes=[scope])


async def test_an_account_can_not_be_made_of_a_person(office: Office) -> None:
    """Whoever signs in is nobody's script: the table takes only people that are marked as one."""
    values = {"id": office.admin.person_id, "organisation_id": office.world.organisation_id, "hash": b"x"}
    with pytest.raises(IntegrityError, match="fk_service_account_person_id_service_person"):
        await office.world.sql(
            "INSERT INTO service_account (person_id, organisation_id, scopes, secret_hash) "
            "VALUES (:id, :organisation_id, ARRAY['audit:read'], :hash)",
            **values,
        )


async def test_nobody_signs_in_as_an_account(office: Office) -> None:
    account, _ = await office.account("requests:read")
    assert (await office.world.http.post("/api/v1/session/demo", json={"person_id": account})).status_code == 404
    assert await office.world.rows("identity", person_id=UUID(account)) == []


async def test_secrets_are_kept_as_hashes(office: Office) -> None:
    account, secret = await office.account("requests:read")
    assert (await office.world.one("service_account", person_id=UUID(account)))["secret_hash"] == hash_secret(secret)


async def test_a_hundred_accounts_are_enough(office: Office) -> None:
    for _ in range(MOST):
        await office.world.service("audit:read")
    refused = await office.call("POST", name="One more", scopes=["audit:read"])
    assert (refused.status_code, refused.json()["code"]) == (409, "too_many_service_accounts")


async def test_clients_find_the_endpoint_by_themselves(world: World) -> None:
    told = (await world.http.get("/.well-known/oauth-authorization-server")).json()
    assert told["token_endpoint"] == f"{told['issuer']}{TOKEN}"
    assert set(told["scopes_supported"]) == OF_SERVICES
