"""The address that a match will disclose: confirmed for that purpose, by its owner, before anybody gets it (R8)."""

from tests.factories import Someone, World
from tests.profiles.joining import enter, joined, publish, ready

ANOTHER = "another.address@example.org"


async def confirm(world: World, someone: Someone, code: str) -> tuple[int, str | None]:
    answer = await world.call(someone, "POST", f"/participants/{someone.id}/contact/confirm", json={"code": code})
    return answer.status_code, answer.json().get("code")


async def code_of(world: World, someone: Someone) -> str:
    """Return the code that the mail holds."""
    row = await world.one("contact", participant_id=someone.id)
    return world.keys.contact_code(someone.id, row["next_email"] or row["email"], row["version"])


async def mails(world: World, someone: Someone) -> int:
    return len(await world.rows("message", subject_id=someone.id, kind="contact_code"))


async def confirmed(world: World, someone: Someone) -> bool:
    answer = await world.call(someone, "GET", f"/participants/{someone.id}/contact")
    return answer.json()["confirmed_at"] is not None


async def test_the_sign_in_address_is_confirmed_at_once_however_it_is_written(world: World) -> None:
    mentor = await joined(world, "mentor")
    answer = (await enter(world, mentor, mentor.email.upper(), "+358 40 1234567")).json()
    assert answer["confirmed_at"] is not None
    assert answer["phone"] == "+358 40 1234567"
    assert await mails(world, mentor) == 0


async def test_another_address_gets_a_code_by_mail_and_its_code_confirms_it(world: World) -> None:
    mentor = await joined(world, "mentor")
    assert (await enter(world, mentor, ANOTHER)).json()["confirmed_at"] is None
    row = await world.one("message", subject_id=mentor.id, kind="contact_code")
    assert row["recipient_id"] == mentor.person_id
    code = await code_of(world, mentor)
    assert code not in str(row) and code not in str(await world.one("contact", participant_id=mentor.id))
    assert (await confirm(world, mentor, f"{code[:3]} {code[3:]}"))[0] == 200
    assert await confirmed(world, mentor)
    assert (await world.one("audit", subject_id=mentor.id, act="contact_confirmed"))["details"] == {}


async def test_a_sign_in_address_that_bounced_is_confirmed_by_code_too(world: World) -> None:
    mentor = await joined(world, "mentor")
    await world.sql("UPDATE person SET email_failed_at = clock_timestamp() WHERE id = :id", id=mentor.person_id)
    assert (await enter(world, mentor, mentor.email)).json()["confirmed_at"] is None
    assert await mails(world, mentor) == 1


async def test_wrong_codes_are_counted_and_limited_and_a_new_entry_gives_a_new_code(world: World) -> None:
    mentor = await joined(world, "mentor")
    await enter(world, mentor, ANOTHER)
    good = await code_of(world, mentor)
    wrong = f"{(int(good) + 1) % 1_000_000:06d}"
    for tries in range(1, 6):
        assert await confirm(world, mentor, wrong) == (422, "validation")
        assert (await world.one("contact", participant_id=mentor.id))["code_tries"] == tries
    assert await confirm(world, mentor, good) == (429, "too_many_requests")
    assert not await confirmed(world, mentor)
    refused = await world.call(mentor, "POST", f"/participants/{mentor.id}/contact/confirm", json={"code": good})
    assert refused.headers["retry-after"] == "60"
    await enter(world, mentor, ANOTHER)
    assert await code_of(world, mentor) != good
    assert await confirm(world, mentor, await code_of(world, mentor)) == (200, None)
    assert await mails(world, mentor) == 2


async def test_only_so_many_codes_are_mailed_a_day(world: World) -> None:
    mentor = await joined(world, "mentor")
    for _ in range(10):
        assert (await enter(world, mentor, ANOTHER)).status_code == 200
    answer = await enter(world, mentor, "a.stranger@example.org")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "3600")
    assert (await world.one("contact", participant_id=mentor.id))["email"] == ANOTHER
    assert await confirm(world, mentor, await code_of(world, mentor)) == (200, None)
    assert (await enter(world, mentor, mentor.email)).status_code == 200  # needs no code


async def test_a_wrong_code_is_said_to_be_wrong(world: World) -> None:
    mentor = await joined(world, "mentor")
    await enter(world, mentor, ANOTHER)
    wrong = f"{(int(await code_of(world, mentor)) + 1) % 1_000_000:06d}"
    answer = await world.call(mentor, "POST", f"/participants/{mentor.id}/contact/confirm", json={"code": wrong})
    assert [(each["pointer"], each["code"]) for each in answer.json()["errors"]] == [("#/code", "wrong_code")]
    for strange in ("12345", "abcdef", "1234567890", ""):
        assert (await confirm(world, mentor, strange))[0] == 422
    assert (await world.one("contact", participant_id=mentor.id))["code_tries"] == 1


async def test_a_code_of_the_address_before_does_not_confirm_the_next(world: World) -> None:
    mentor = await joined(world, "mentor")
    await enter(world, mentor, ANOTHER)
    old = await code_of(world, mentor)
    await enter(world, mentor, "third@example.org")
    assert await confirm(world, mentor, old) == (422, "validation")


async def test_a_new_address_waits_for_its_code_beside_the_one_in_force(world: World) -> None:
    mentor, mentee = await ready(world, "mentor"), await world.mentee()
    assert (await enter(world, mentor, mentor.email, "+358 50 7654321")).json()["next_email"] is None
    waiting = (await enter(world, mentor, ANOTHER, "+358 50 7654321")).json()
    assert (waiting["email"], waiting["next_email"], waiting["confirmed_at"] is not None) == (mentor.email, ANOTHER, True)
    await publish(world, mentor)
    await world.call(world.coordinator, "POST", f"/participants/{mentor.id}/approve")
    match_id = await world.matched(mentee, mentor)
    assert (await world.one("contact_snapshot", match_id=match_id, participant_id=mentor.id))["email"] == mentor.email
    assert await confirm(world, mentor, await code_of(world, mentor)) == (200, None)
    now = (await world.call(mentor, "GET", f"/participants/{mentor.id}/contact")).json()
    assert (now["email"], now["next_email"]) == (ANOTHER, None)


async def test_whoever_enters_the_address_in_force_again_has_changed_their_mind(world: World) -> None:
    mentor = await joined(world, "mentor")
    await enter(world, mentor, mentor.email)
    await enter(world, mentor, ANOTHER)
    old = await code_of(world, mentor)
    assert (await enter(world, mentor, mentor.email)).json()["next_email"] is None
    assert await confirm(world, mentor, old) == (200, None)  # nothing waits for a code
    assert (await world.one("contact", participant_id=mentor.id))["email"] == mentor.email


async def test_without_a_confirmed_address_nothing_is_published_and_nothing_released(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    request_id = await world.sent(mentee, mentor)
    await world.sql("UPDATE contact SET confirmed_at = NULL WHERE participant_id = :id", id=mentee.id)
    answer = await world.act(mentor, request_id, "accept")
    assert (answer.status_code, answer.json()["code"]) == (409, "contact_missing")
    assert (await world.one("request", id=request_id))["state"] == "pending"
    assert await world.rows("disclosure", owner_id=mentor.id) == []


async def test_there_is_nothing_to_read_or_confirm_before_it_is_entered(world: World) -> None:
    mentor = await joined(world, "mentor")
    assert (await world.call(mentor, "GET", f"/participants/{mentor.id}/contact")).status_code == 404
    assert (await confirm(world, mentor, "123456"))[0] == 404


async def test_a_phone_is_a_phone(world: World) -> None:
    mentor = await ready(world, "mentor")
    for phone, status in (("+358 (0)40-123 45", 200), ("call me", 422), ("1", 422), ("+" + "1" * 31, 422), ("040\n123456", 422)):
        assert (await enter(world, mentor, mentor.email, phone)).status_code == status, phone


async def test_an_address_can_carry_no_second_header(world: World) -> None:
    mentor = await joined(world, "mentor")
    for address in ("a@example.org\r\nBcc: b@example.org", "a@example.org,b@example.org", "Name <a@example.org>x", "a@b@c"):
        assert (await enter(world, mentor, address)).status_code == 422, address
