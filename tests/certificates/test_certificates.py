"""R26: who gets a certificate, what it says, that only its owner makes it, and that it can be withdrawn."""

import asyncio
from datetime import UTC, datetime

import pytest

from kisalli.certificates.codes import ALPHABET, grouped, new_code, typed
from kisalli.core.ids import new_id
from tests.certificates.ended import DAY, issued, over, pair, show
from tests.factories import Someone, World


async def refused(world: World, someone: Someone) -> str:
    answer = await world.call(someone, "POST", f"/participants/{someone.id}/certificate")
    assert answer.status_code == 409, answer.text
    return str(answer.json()["code"])


async def test_both_of_a_pair_get_one_when_the_mentoring_months_are_over(world: World) -> None:
    mentor, mentee = await pair(world)
    for someone, role, word in ((mentor, "mentor", "mentori"), (mentee, "mentee", "aktori")):
        assert (await show(world, someone))["standing"] == "ready"
        said = await issued(world, someone)
        assert (said["role"], said["roles"]["fi"]) == (role, word)
        assert said["names"] == {language: f"Programme {language}" for language in ("en", "fi", "sv")}
        assert said["organisation"] == "Test University"
        assert said["meetings_held"] == 0
        assert (await show(world, someone))["standing"] == "issued"


async def test_nobody_gets_one_before_the_mentoring_months_are_over(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    await world.matched(mentee, mentor)
    seen = await show(world, mentor)
    assert (seen["standing"], seen["certificate"]) == ("later", None)
    assert await refused(world, mentor) == "certificate_not_yet"
    assert await world.rows("certificate", participant_id=mentor.id) == []


async def test_who_was_in_no_match_gets_none(world: World) -> None:
    alone, asked = await world.mentor(), await world.mentor()
    await world.sent(await world.mentee(), asked)
    await over(world)
    for someone in (alone, asked):
        assert (await show(world, someone))["standing"] == "none"
        assert await refused(world, someone) == "nothing_to_certify"


async def test_the_period_is_the_programmes_in_whole_days_of_its_zone(world: World) -> None:
    mentor, _ = await pair(world)
    opens, closes = datetime(2026, 1, 19, 22, tzinfo=UTC), datetime(2026, 6, 30, 21, tzinfo=UTC)
    await world.set_programme(running_opens=opens, running_closes=closes)
    said = await issued(world, mentor)
    assert (said["begins_on"], said["ends_on"]) == ("2026-01-20", "2026-06-30")


async def test_who_ended_early_gets_one_for_the_time_that_they_took_part(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    match_id = await world.matched(mentee, mentor)
    await over(world)
    opens, closes = datetime(2026, 1, 19, 22, tzinfo=UTC), datetime(2026, 6, 30, 21, tzinfo=UTC)
    await world.set_programme(running_opens=opens, running_closes=closes)
    ended = await world.call(mentee, "POST", f"/matches/{match_id}/end", json={})
    assert ended.status_code == 200, ended.text
    await world.sql(
        "UPDATE match SET opened_at = :opened, ended_at = :ended WHERE id = :id",
        opened=opens - 3 * DAY,
        ended=datetime(2026, 3, 3, 12, tzinfo=UTC),
        id=match_id,
    )
    refused = await world.call(mentor, "POST", f"/participants/{mentor.id}/certificate")
    assert refused.json()["code"] == "nothing_to_certify", "nobody has met"
    await world.sql(
        "INSERT INTO meeting (id, match_id, programme_id, state, proposed_by, zone, starts_at, minutes, mode)"
        " VALUES (:id, :match, :programme, 'held', :by, 'UTC', :at, 60, 'remote')",
        id=new_id(),
        match=match_id,
        programme=world.programme_id,
        by=mentor.id,
        at=datetime(2026, 2, 3, 12, tzinfo=UTC),
    )
    said = await issued(world, mentor)
    assert (said["begins_on"], said["ends_on"], said["meetings_held"]) == ("2026-01-20", "2026-03-03", 1)


async def test_a_match_that_ended_before_the_mentoring_months_is_nothing_to_certify(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    match_id = await world.matched(mentee, mentor)
    await world.call(mentee, "POST", f"/matches/{match_id}/end", json={})
    await over(world)
    await world.sql(
        "UPDATE match SET opened_at = ended_at - interval '400 days', ended_at = ended_at - interval '300 days' WHERE id = :id",
        id=match_id,
    )
    assert await refused(world, mentor) == "nothing_to_certify"


async def test_a_match_that_the_programmes_end_has_ended_counts_as_whole(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    match_id = await world.matched(mentee, mentor)
    assert (await world.call(mentee, "POST", f"/matches/{match_id}/end", json={})).status_code == 200
    await over(world)
    early = "UPDATE match SET opened_at = :opened, ended_at = :ended, end_reason = 'programme_ended' WHERE id = :id"
    now = datetime.now(UTC)
    await world.sql(early, opened=now - 100 * DAY, ended=now - 9 * DAY, id=match_id)
    said, programme = await issued(world, mentee), await world.one("programme", id=world.programme_id)
    days = datetime.fromisoformat(said["ends_on"]) - datetime.fromisoformat(said["begins_on"])
    assert abs(days - (programme["running_closes"] - programme["running_opens"])) <= DAY


async def test_whoever_was_removed_gets_none(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    await world.matched(mentee, mentor)
    removed = await world.call(world.coordinator, "POST", f"/participants/{mentor.id}/remove")
    assert removed.status_code == 200, removed.text
    await over(world)
    assert await refused(world, mentor) == "nothing_to_certify"


async def test_it_says_what_was_true_when_it_was_made(world: World) -> None:
    mentor, _ = await pair(world)
    before = await issued(world, mentor)
    await world.sql("UPDATE mentor_profile SET name = 'A new name' WHERE participant_id = :id", id=mentor.id)
    await world.sql("UPDATE programme_text SET name = 'Another' WHERE programme_id = :id", id=world.programme_id)
    assert await issued(world, mentor) == before


async def test_the_programmes_own_word_for_mentee_stands_on_it(world: World) -> None:
    _, mentee = await pair(world)
    await world.sql(
        "UPDATE programme_text SET mentee_forms = '{\"singular\": \"actor\"}' WHERE programme_id = :id AND language = 'en'",
        id=world.programme_id,
    )
    assert (await issued(world, mentee))["roles"] == {"en": "actor", "fi": "aktori", "sv": "adept"}


async def test_two_presses_at_once_make_one_certificate(world: World) -> None:
    mentor, _ = await pair(world)
    path = f"/participants/{mentor.id}/certificate"
    answers = await asyncio.gather(*(world.call(mentor, "POST", path) for _ in range(6)))
    assert {each.status_code for each in answers} == {201}
    row = await world.one("certificate", participant_id=mentor.id)
    assert {each.json()["id"] for each in answers} == {str(row["id"])}
    assert len(await world.rows("audit", subject_id=row["id"], act="certificate_issued")) == 1


async def test_nobody_else_makes_reads_or_withdraws_it(world: World) -> None:
    mentor, mentee = await pair(world)
    await issued(world, mentor)
    path = f"/participants/{mentor.id}/certificate"
    for someone in (mentee, world.coordinator, await world.mentor()):
        for method, where in (("GET", path), ("POST", path), ("DELETE", path), ("GET", f"{path}/paper")):
            assert (await world.call(someone, method, where)).status_code == 404


async def test_a_withdrawn_one_is_gone_and_a_new_one_has_another_code(world: World) -> None:
    mentor, _ = await pair(world)
    before = await issued(world, mentor)
    path = f"/participants/{mentor.id}/certificate"
    assert (await world.call(mentor, "DELETE", path)).status_code == 204
    assert (await world.call(mentor, "DELETE", path)).status_code == 404
    assert (await show(world, mentor))["standing"] == "ready"
    assert (await issued(world, mentor))["code"] != before["code"]
    acts = [each["act"] for each in await world.rows("audit", caller_id=mentor.person_id, subject="certificate")]
    assert acts == ["certificate_issued", "certificate_withdrawn", "certificate_issued"]


async def test_a_name_does_not_come_back_for_somebody_who_is_being_erased(world: World) -> None:
    mentor, _ = await pair(world)
    await world.call(mentor, "GET", "/me")  # the token is known from now on
    await world.sql("UPDATE person SET disabled_at = clock_timestamp() WHERE id = :id", id=mentor.person_id)
    assert (await world.call(mentor, "POST", f"/participants/{mentor.id}/certificate")).status_code == 401
    assert await world.rows("certificate", participant_id=mentor.id) == []


async def test_coordinators_see_who_has_one_without_its_code(world: World) -> None:
    mentor, mentee = await pair(world)
    said = await issued(world, mentor)
    answer = await world.call(world.coordinator, "GET", f"/programmes/{world.programme_id}/certificates")
    (held,) = answer.json()["items"]
    assert (held["participant_id"], held["name"], answer.json()["total"]) == (str(mentor.id), said["name"], 1)
    assert said["code"] not in answer.text
    of_mentee = {"participant_id": str(mentee.id)}
    none = await world.call(world.coordinator, "GET", f"/programmes/{world.programme_id}/certificates", params=of_mentee)
    assert none.json()["items"] == []


async def test_a_mentor_hears_of_the_next_round_that_they_can_join(world: World) -> None:
    mentor, mentee = await pair(world)
    assert (await show(world, mentor))["next_round"] is None
    following = await World.make(world.sessions, world.keys, world.http)
    await following.set_programme(organisation_id=world.organisation_id)
    found = (await show(world, mentor))["next_round"]
    assert found["programme_id"] == str(following.programme_id)
    assert (await show(world, mentee))["next_round"] is None
    for columns in ({"published_at": None}, {"mentor_signup_closes": datetime.now(UTC) - DAY}):
        before = await world.one("programme", id=following.programme_id)
        await following.set_programme(**columns)
        assert (await show(world, mentor))["next_round"] is None
        await following.set_programme(**{name: before[name] for name in columns})
    joined = await world.call(mentor, "POST", f"/programmes/{following.programme_id}/participants", json={"role": "mentor"})
    assert joined.status_code == 201
    assert (await show(world, mentor))["next_round"] is None


def test_codes_have_eighty_random_bits_and_no_look_alikes() -> None:
    codes = {new_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert len(ALPHABET) ** len(new_code()) == 2**80
    assert not set("01IO") & set("".join(codes))


@pytest.mark.parametrize(
    "how", [str, str.lower, lambda code: code.replace("-", ""), lambda code: f" {code.replace('-', ' – ')} "]
)
def test_a_code_is_known_however_it_is_typed(how: object) -> None:
    code = new_code()
    assert callable(how)
    assert typed(how(grouped(code))) == code


@pytest.mark.parametrize("text", ["", "ABCD", "ABCD-EFGH-JKLM-NPQ0", "ABCD-EFGH-JKLM-NPQRS", "åäö", "%00"])
def test_what_can_be_no_code_is_none(text: str) -> None:
    assert typed(text) is None
