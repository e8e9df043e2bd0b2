"""The domains by which sign-in knows the people of an organisation."""

import asyncio
from uuid import uuid4

import pytest

from tests.factories import Someone, World


async def test_an_admin_names_the_domains_and_leaves_the_name_alone(world: World) -> None:
    admin, path = await world.coordinator_of(world.organisation_id, "admin"), f"/organisations/{world.organisation_id}"
    before = (await world.call(admin, "GET", path)).json()
    own = uuid4().hex
    body = {"domains": [f"{own.upper()}.Example", f"xn--{own}.example"]}
    answer = await world.call(admin, "PATCH", path, json=body, headers={"If-Match": "*"})
    assert answer.json() == before | {"domains": [f"{own}.example", f"xn--{own}.example"]}
    audited = await world.rows("audit", subject_id=world.organisation_id, act="organisation_edited")
    assert [each["details"] for each in audited] == [{"fields": ["domains"]}]


async def test_a_domain_of_another_organisation_is_not_named_not_even_at_once(world: World) -> None:
    other = await World.make(world.sessions, world.keys, world.http)
    theirs, free = other.domain, f"{uuid4().hex}.example"
    admins = [(each, await each.coordinator_of(each.organisation_id, "admin")) for each in (world, other)]

    async def name(each: World, admin: Someone, *domains: str) -> tuple[int, str]:
        path = f"/organisations/{each.organisation_id}"
        answer = await each.call(admin, "PATCH", path, json={"domains": domains}, headers={"If-Match": "*"})
        return answer.status_code, answer.json().get("code", "")

    assert await name(*admins[0], world.domain, theirs.upper()) == (409, "domain_taken")
    assert (await world.one("organisation", id=world.organisation_id))["domains"] == [world.domain]
    answers = await asyncio.gather(*(name(*each, free) for each in admins))
    assert sorted(answers) == [(200, ""), (409, "domain_taken")]


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
