"""The public page of a certificate: no more than the paper, one answer for every code that is none, and a limit."""

from typing import Any

import pytest
from fastapi import FastAPI

from kisalli.certificates.codes import grouped, new_code
from kisalli.core.budgets import Budget
from kisalli.privacy import erasure
from tests.certificates.ended import issued, pair
from tests.factories import World


async def test_whoever_has_the_code_reads_what_the_paper_says(world: World) -> None:
    mentor, _ = await pair(world)
    said = await issued(world, mentor)
    for code in (said["code"], said["code"].lower(), said["code"].replace("-", "")):
        answer = await world.http.get(f"/api/v1/certificates/{code}")
        assert (answer.status_code, answer.json()) == (200, said)
    assert answer.headers["cache-control"] == "no-store"
    row = await world.one("participant", id=mentor.id)
    for secret in (str(row["id"]), str(row["person_id"]), mentor.email, str(world.programme_id)):
        assert secret not in answer.text


async def test_a_wrong_code_and_a_withdrawn_one_get_the_same_answer(world: World) -> None:
    mentor, _ = await pair(world)
    said = await issued(world, mentor)
    await world.call(mentor, "DELETE", f"/participants/{mentor.id}/certificate")
    answers = [await world.http.get(f"/api/v1/certificates/{code}") for code in (said["code"], grouped(new_code()), "nonsense")]
    assert {(each.status_code, each.text) for each in answers} == {(404, answers[0].text)}


async def test_an_erased_persons_paper_no_longer_checks(world: World, app: FastAPI) -> None:
    mentor, mentee = await pair(world)
    code, other = (await issued(world, mentor))["code"], (await issued(world, mentee))["code"]
    await erasure.erase(world.sessions, app.state.acts, mentor.person_id, None, None)
    assert (await world.http.get(f"/api/v1/certificates/{code}")).status_code == 404
    assert (await world.http.get(f"/api/v1/certificates/{other}")).status_code == 200


async def test_codes_can_not_be_tried_without_end(
    world: World, app_state: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app_state, "certificates_checked", Budget(3, 3600))
    answers = [await world.http.get(f"/api/v1/certificates/{grouped(new_code())}") for _ in range(4)]
    assert [each.status_code for each in answers] == [404, 404, 404, 429]
    assert int(answers[-1].headers["retry-after"]) > 0
    elsewhere = {"X-Forwarded-For": "192.0.2.7"}
    assert (await world.http.get("/api/v1/certificates/x", headers=elsewhere)).status_code == 429
