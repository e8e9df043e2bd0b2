"""The domains by which sign-in knows the people of an organisation."""

import pytest

from tests.factories import World


async def test_an_admin_names_the_domains_and_leaves_the_name_alone(world: World) -> None:
    admin, path = await world.coordinator_of(world.organisation_id, "admin"), f"/organisations/{world.organisation_id}"
    before = (await world.call(admin, "GET", path)).json()
    body = {"domains": ["Uni.Example", "xn--bo-yja.example"]}
    answer = await world.call(admin, "PATCH", path, json=body, headers={"If-Match": "*"})
    assert answer.json() == before | {"domains": ["uni.example", "xn--bo-yja.example"]}
    audited = await world.rows("audit", subject_id=world.organisation_id, act="organisation_edited")
    assert [each["details"] for each in audited] == [{"fields": ["domains"]}]


@pytest.mark.parametrize(
    "wrong", ["uni", "uni example", "-uni.example", "uni..example", "http://uni.example", "@uni.example", ""]
)
async def test_what_is_no_domain_is_refused(world: World, wrong: str) -> None:
    admin, path = await world.coordinator_of(world.organisation_id, "admin"), f"/organisations/{world.organisation_id}"
    answer = await world.call(admin, "PATCH", path, json={"domains": [wrong]}, headers={"If-Match": "*"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "#/domains/0")
    assert (await world.one("organisation", id=world.organisation_id))["domains"] == [world.domain]


async def test_everybody_reads_what_sign_in_said_of_them(world: World) -> None:
    someone = await world.affiliated("student", "member")
    await world.affiliated("staff")
    await world.affiliate(someone, "alum", home="another.example")
    known = (await world.call(someone, "GET", "/me")).json()["affiliations"]
    assert [(each["home_organisation"], each["kind"]) for each in known] == [
        ("another.example", "alum"),
        (world.domain, "member"),
        (world.domain, "student"),
    ]
