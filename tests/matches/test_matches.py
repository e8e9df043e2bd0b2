"""A match: contacts as they were when both said yes, the ledger, the end that hides them, and who sees which."""

from typing import Any
from uuid import UUID

import pytest

from tests.factories import Someone, World


async def read(world: World, someone: Someone, match_id: UUID) -> dict[str, Any]:
    answer = await world.call(someone, "GET", f"/matches/{match_id}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def listed(world: World, someone: Someone, **params: Any) -> list[dict[str, Any]]:
    answer = await world.call(someone, "GET", f"/programmes/{world.programme_id}/matches", params=params)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def ledger(world: World, someone: Someone) -> list[dict[str, Any]]:
    return list((await world.call(someone, "GET", "/me/disclosures")).json()["items"])


def contacts(match: dict[str, Any]) -> dict[str, Any]:
    return {each["role"]: each["contact"] for each in match["members"]}


async def end(world: World, someone: Someone, match_id: UUID, **body: Any) -> int:
    return (await world.call(someone, "POST", f"/matches/{match_id}/end", json=body)).status_code


async def test_each_sees_the_other_and_a_coordinator_sees_that_they_are_two(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    match_id = await world.matched(mentee, mentor)
    for someone, other, role in ((mentor, mentee, "mentee"), (mentee, mentor, "mentor")):
        seen = contacts(await read(world, someone, match_id))
        assert seen[role]["email"] == f"contact.{other.id}@example.org"
        assert seen[{"mentor": "mentee", "mentee": "mentor"}[role]] is None
    seen_above = await read(world, world.coordinator, match_id)
    assert contacts(seen_above) == {"mentor": None, "mentee": None}
    assert {each["participant_id"] for each in seen_above["members"]} == {str(mentor.id), str(mentee.id)}


async def test_the_snapshot_stays_as_it_was_when_contact_details_change(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    match_id = await world.matched(mentee, mentor)
    before = contacts(await read(world, mentee, match_id))["mentor"]
    await world.call(mentor, "PUT", f"/participants/{mentor.id}/contact", json={"email": mentor.email, "phone": "+358 9 111111"})
    await world.sql("UPDATE mentor_profile SET name = 'A new name' WHERE participant_id = :id", id=mentor.id)
    assert contacts(await read(world, mentee, match_id))["mentor"] == before
    assert before == {"name": before["name"], "email": f"contact.{mentor.id}@example.org", "phone": "+358 40 123"}


async def test_a_later_match_gets_what_holds_then(world: World) -> None:
    mentor, first, second = await world.mentor(places=2), await world.mentee(), await world.mentee()
    await world.matched(first, mentor)
    await world.call(mentor, "PUT", f"/participants/{mentor.id}/contact", json={"email": mentor.email})
    match_id = await world.matched(second, mentor)
    seen = contacts(await read(world, second, match_id))["mentor"]
    assert (seen["email"], seen["phone"]) == (mentor.email, None)


async def test_the_ledger_tells_both_what_went_where(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    await world.sql("UPDATE contact SET phone = NULL WHERE participant_id = :id", id=mentee.id)
    match_id = await world.matched(mentee, mentor)
    for someone in (mentor, mentee):
        rows = {each["mine"]: each for each in await ledger(world, someone)}
        assert set(rows) == {True, False}
        assert {each["match_id"] for each in rows.values()} == {str(match_id)}
        assert rows[True]["fields"] == (["name", "email", "phone"] if someone is mentor else ["name", "email"])
        assert rows[True]["owner_name"] == rows[False]["receiver_name"]
    assert await ledger(world, world.coordinator) == []
    assert await ledger(world, await world.mentee()) == []


async def test_the_ledger_stays_when_the_match_has_ended(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    match_id = await world.matched(mentee, mentor)
    before = await ledger(world, mentee)
    await end(world, mentor, match_id)
    assert await ledger(world, mentee) == before


@pytest.mark.parametrize("by", ["mentor", "mentee", "coordinator"])
async def test_the_end_hides_contacts_from_both(world: World, by: str) -> None:
    people = {"mentor": await world.mentor(), "mentee": await world.mentee(), "coordinator": world.coordinator}
    match_id = await world.matched(people["mentee"], people["mentor"])
    assert await end(world, people[by], match_id, farewell="All the best!") == 200
    for role in ("mentor", "mentee"):
        seen = await read(world, people[role], match_id)
        assert contacts(seen) == {"mentor": None, "mentee": None}
        assert (seen["state"], seen["farewell"]) == ("ended", "All the best!")
        assert seen["end_reason"] == ("coordinator" if by == "coordinator" else None)
        (in_list,) = await listed(world, people[role])
        assert contacts(in_list) == {"mentor": None, "mentee": None}


async def test_words_of_farewell_are_between_the_two(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    match_id = await world.matched(mentee, mentor)
    await end(world, mentor, match_id, farewell="A planted farewell")
    answer = await world.call(world.coordinator, "GET", f"/matches/{match_id}")
    assert answer.json()["farewell"] is None
    assert "planted" not in str(await world.rows("audit", subject_id=match_id))


async def test_the_other_is_told_at_once_and_who_ended_it_is_not(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    match_id = await world.matched(mentee, mentor)
    await end(world, mentee, match_id)
    told = await world.rows("message", subject_id=match_id, kind="match_ended")
    assert [row["recipient_id"] for row in told] == [mentor.person_id]


async def test_when_a_coordinator_ends_it_both_are_told(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    match_id = await world.matched(mentee, mentor)
    await end(world, world.coordinator, match_id)
    told = await world.rows("message", subject_id=match_id, kind="match_ended")
    assert {row["recipient_id"] for row in told} == {mentor.person_id, mentee.person_id}


async def test_a_match_ends_once(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    match_id = await world.matched(mentee, mentor)
    assert await end(world, mentor, match_id) == 200
    again = await world.call(mentee, "POST", f"/matches/{match_id}/end")
    assert (again.status_code, again.json()["code"]) == (409, "match_ended")
    assert len(await world.rows("audit", subject_id=match_id, act="match_ended")) == 1


async def test_a_member_lists_their_own_and_a_coordinator_all(world: World) -> None:
    mentor, other = await world.mentor(places=2), await world.mentor()
    mentees = [await world.mentee() for _ in range(3)]
    mine = [await world.matched(each, mentor) for each in mentees[:2]]
    theirs = await world.matched(mentees[2], other)
    await end(world, mentor, mine[0])

    async def ids(someone: Someone, **params: Any) -> list[str]:
        return [each["id"] for each in await listed(world, someone, **params)]

    assert await ids(mentor) == [str(mine[1]), str(mine[0])]
    assert await ids(mentees[2]) == [str(theirs)]
    assert await ids(world.coordinator) == [str(theirs), str(mine[1]), str(mine[0])]
    assert await ids(world.coordinator, state="ended") == [str(mine[0])]
    assert await ids(mentor, state="active") == [str(mine[1])]
    assert await ids(await world.mentee()) == []


async def test_the_list_pages(world: World) -> None:
    mentor = await world.mentor(places=3)
    made = [str(await world.matched(await world.mentee(), mentor)) for _ in range(3)]
    path = f"/programmes/{world.programme_id}/matches"
    first = (await world.call(mentor, "GET", path, params={"limit": 2})).json()
    rest = (await world.call(mentor, "GET", path, params={"limit": 2, "cursor": first["next_cursor"]})).json()
    assert [each["id"] for each in first["items"] + rest["items"]] == made[::-1]
    assert rest["next_cursor"] is None


async def test_somebody_who_coordinates_and_mentors_sees_contacts_of_their_own_match_alone(world: World) -> None:
    mentor, other = await world.mentor(), await world.mentor()
    await world.sql(
        "INSERT INTO organisation_member (organisation_id, person_id) VALUES (:organisation_id, :person_id)",
        organisation_id=world.organisation_id,
        person_id=mentor.person_id,
    )
    own = await world.matched(await world.mentee(), mentor)
    foreign = await world.matched(await world.mentee(), other)
    assert contacts(await read(world, mentor, own))["mentee"] is not None
    assert contacts(await read(world, mentor, foreign)) == {"mentor": None, "mentee": None}


async def test_why_a_match_ended_stands_in_the_audit_trail_and_nowhere_else(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    match_id = await world.matched(mentee, mentor)
    ended = await world.call(world.coordinator, "POST", f"/matches/{match_id}/end", json={"cause": "no_contact"})
    assert ended.status_code == 200
    row = await world.one("audit", subject_id=match_id, act="match_ended")
    assert row["details"] == {"reason": "coordinator", "cause": "no_contact"}
    assert "no_contact" not in (await world.call(mentor, "GET", f"/matches/{match_id}")).text
    wrong = await world.call(world.coordinator, "POST", f"/matches/{match_id}/end", json={"cause": "she is rude"})
    assert wrong.status_code == 422
