"""An organisation's admins enter the providers at which its people sign in."""

from typing import Any

import httpx
import pytest

from kisalli.auth.mapping import OIDC, AttributeMapping, facts
from kisalli.core.security import Keys
from kisalli.people.models import AffiliationKind
from tests.factories import Someone, World

BODY = {"name": "Example University", "issuer": "https://login.uni.example"}
ANY = {"If-Match": "*"}


@pytest.fixture
async def admin(world: World) -> Someone:
    return await world.in_browser(await world.coordinator_of(world.organisation_id, "admin"))


async def enter(world: World, admin: Someone, **changes: Any) -> dict[str, Any]:
    answer = await world.call(admin, "POST", f"/organisations/{world.organisation_id}/identity-providers", json=BODY | changes)
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def offered(http: httpx.AsyncClient) -> list[str]:
    return [each["id"] for each in (await http.get("/api/v1/session/providers")).json()["providers"]]


async def test_it_is_offered_to_everybody_once_it_is_switched_on(world: World, admin: Someone, http: httpx.AsyncClient) -> None:
    provider = await enter(world, admin)
    path = f"/identity-providers/{provider['id']}"
    assert provider["callback"] == f"https://kisalli.test/api/v1/session/oidc/{provider['id']}/callback"
    assert provider["id"] not in await offered(http)
    early = await world.call(admin, "PATCH", path, json={"enabled": True}, headers=ANY)
    assert (early.status_code, early.json()["code"]) == (409, "provider_incomplete")
    on = await world.call(admin, "PATCH", path, json={"client_id": "kisalli", "enabled": True}, headers=ANY)
    assert (on.status_code, on.json()["enabled"]) == (200, True)
    (shown,) = [
        each for each in (await http.get("/api/v1/session/providers")).json()["providers"] if each["id"] == provider["id"]
    ]
    organisation = (await world.one("organisation", id=world.organisation_id))["name"]
    assert shown == {"id": provider["id"], "kind": "oidc", "name": BODY["name"], "organisation_name": organisation}
    off = await world.call(admin, "PATCH", path, json={"enabled": False}, headers=ANY)
    assert off.status_code == 200
    assert provider["id"] not in await offered(http)
    begun = await http.post(f"/api/v1/session/oidc/{provider['id']}", json={})
    assert begun.status_code == 404


async def test_its_secret_is_kept_locked_and_never_shown(world: World, admin: Someone, keys: Keys) -> None:
    provider = await enter(world, admin, client_id="kisalli", client_secret="a planted secret")
    assert provider["has_secret"] is True
    assert "a planted secret" not in str(provider)
    row = await world.one("identity_provider", id=provider["id"])
    assert b"planted" not in row["client_secret"]
    assert keys.unlock(row["client_secret"]) == "a planted secret"
    audited = await world.rows("audit", subject_id=provider["id"])
    assert "planted" not in str(audited)


async def test_two_admins_do_not_write_over_each_other(world: World, admin: Someone) -> None:
    path = f"/identity-providers/{(await enter(world, admin))['id']}"
    tag = (await world.call(admin, "GET", path)).headers["etag"]
    codes = [
        (await world.call(admin, "PATCH", path, json={"name": name}, headers={"If-Match": tag})).status_code
        for name in ("First", "Second")
    ]
    assert codes == [200, 412]
    assert (await world.call(admin, "PATCH", path, json={"name": "Third"})).status_code == 428


async def test_what_was_done_to_it_is_in_the_audit_trail(world: World, admin: Someone) -> None:
    provider = await enter(world, admin)
    path = f"/identity-providers/{provider['id']}"
    await world.call(admin, "PATCH", path, json={"name": "Another", "client_secret": "x"}, headers=ANY)
    assert (await world.call(admin, "DELETE", path)).status_code == 204
    rows = await world.rows("audit", subject_id=provider["id"])
    assert [(row["act"], row["details"]) for row in sorted(rows, key=lambda row: row["id"])] == [
        ("provider_entered", {}),
        ("provider_edited", {"fields": ["client_secret", "name"]}),
        ("provider_removed", {}),
    ]
    assert (await world.call(admin, "GET", path)).status_code == 404


@pytest.mark.parametrize(
    "issuer",
    ["login.uni.example", "ftp://uni.example", "javascript:alert(1)", "https://", "https://a b", "https://a@b", "https://u?x"],
)
async def test_an_issuer_is_a_web_address(world: World, admin: Someone, issuer: str) -> None:
    path = f"/organisations/{world.organisation_id}/identity-providers"
    answer = await world.call(admin, "POST", path, json=BODY | {"issuer": issuer})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "#/issuer")


STUDENT, STAFF = AffiliationKind.STUDENT, AffiliationKind.STAFF
MEANT: dict[str, tuple[dict[str, Any], dict[str, list[str]], set[tuple[AffiliationKind, str]]]] = {
    "with its home organisation": ({}, {"eduperson_scoped_affiliation": ["Student@UNI.example"]}, {(STUDENT, "uni.example")}),
    "of a home organisation that it does not speak for": ({}, {"eduperson_scoped_affiliation": ["student@other.example"]}, set()),
    "of a subdomain": ({}, {"eduperson_scoped_affiliation": ["student@cs.uni.example"]}, set()),
    "without any": ({}, {"eduperson_affiliation": ["student"]}, set()),
    "without any, which the mapping names": (
        {"home_organisation": "uni.example"},
        {"eduperson_affiliation": ["student", "staff"]},
        {(STUDENT, "uni.example"), (STAFF, "uni.example")},
    ),
    "which the mapping names, and it does not speak for": (
        {"home_organisation": "other.example"},
        {"eduperson_affiliation": ["student"]},
        set(),
    ),
    "by groups": (
        {"affiliation": "groups", "kinds": {"All students": "student"}, "home_organisation": "uni.example"},
        {"groups": ["All students", "Chess"], "eduperson_affiliation": ["staff"]},
        {(STUDENT, "uni.example")},
    ),
    "a word that nobody knows": ({"home_organisation": "uni.example"}, {"eduperson_affiliation": ["king"]}, set()),
}


@pytest.mark.parametrize(("mapping", "said", "meant"), MEANT.values(), ids=MEANT)
def test_what_somebody_is_there(
    mapping: dict[str, Any], said: dict[str, list[str]], meant: set[tuple[AffiliationKind, str]]
) -> None:
    assert facts(said, OIDC, AttributeMapping.model_validate(mapping), ["uni.example"]).affiliations == meant


def test_a_name_is_one_clean_line_and_may_be_missing() -> None:
    for said, name in (
        ({"name": ["  Linh\n Đặng\x00 "]}, "Linh Đặng"),
        ({"given_name": ["Linh"], "family_name": ["Đặng"]}, "Linh Đặng"),
        ({"name": ["x" * 500]}, "x" * 200),
        ({}, ""),
    ):
        assert facts(said, OIDC, AttributeMapping(), []).name == name
