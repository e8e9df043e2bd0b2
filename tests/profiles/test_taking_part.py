"""Joining and publishing: windows, invitations, approval, what publishing needs and what it only warns of (R1, R3, R8)."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.factories import Someone, World
from tests.profiles.joining import MENTOR, PROFILES, enter, invitation, join, joined, own, publish, ready, save


async def test_who_joins_has_a_draft_with_their_name_and_a_mentor_one_place(world: World) -> None:
    mentor, mentee = await joined(world, "mentor"), await joined(world, "mentee")
    for someone, role in ((mentor, "mentor"), (mentee, "mentee")):
        seen = (await world.call(someone, "GET", f"/participants/{someone.id}")).json()
        assert (seen["role"], seen["state"]) == (role, "draft")
        assert (await own(world, someone))["profile"]["name"].startswith(role.title())
    assert len(await world.rows("mentor_place", mentor_id=mentor.id)) == 1
    assert (await world.one("audit", subject_id=mentee.id))["act"] == "participant_joined"


@pytest.mark.parametrize("role", ["mentor", "mentee"])
@pytest.mark.parametrize(("opens", "closes", "code"), [(1, 2, "window_not_open"), (-2, -1, "window_closed")])
async def test_outside_its_window_nobody_signs_up(world: World, role: str, opens: int, closes: int, code: str) -> None:
    now = datetime.now(UTC)
    window = {f"{role}_signup_opens": now + timedelta(days=opens), f"{role}_signup_closes": now + timedelta(days=closes)}
    await world.set_programme(**window)
    answer = await join(world, await world.person(), role)
    assert (answer.status_code, answer.json()["code"]) == (409, code)
    other = {"mentor": "mentee", "mentee": "mentor"}[role]
    assert (await join(world, await world.person(), other)).status_code == 201


@pytest.mark.parametrize("second", ["mentor", "mentee"])
async def test_one_person_takes_part_once_in_one_role(world: World, second: str) -> None:
    someone = await joined(world, "mentor")
    answer = await join(world, someone, second)
    assert (answer.status_code, answer.json()["code"]) == (409, "already_takes_part")
    assert len(await world.rows("participant", person_id=someone.person_id)) == 1


async def test_whoever_is_let_in_at_once_gets_a_mail_and_an_address_that_fails_is_seen(world: World) -> None:
    mentee = await ready(world, "mentee")
    await publish(world, mentee)
    assert await world.one("message", subject_id=mentee.id, kind="participant_approved")
    await world.sql("UPDATE person SET email_failed_at = clock_timestamp() WHERE id = :id", id=mentee.person_id)
    await world.mentee()
    path = f"/programmes/{world.programme_id}/participants"
    listed = await world.call(world.coordinator, "GET", path, params={"undeliverable": True})
    assert [(each["id"], each["undeliverable"]) for each in listed.json()["items"]] == [(str(mentee.id), True)]
    others = await world.call(world.coordinator, "GET", path, params={"undeliverable": False})
    assert str(mentee.id) not in {each["id"] for each in others.json()["items"]}


async def test_whoever_waits_for_approval_gets_that_mail_only_then(world: World) -> None:
    mentor = await ready(world, "mentor")
    await publish(world, mentor)
    assert await world.rows("message", subject_id=mentor.id, kind="participant_approved") == []


async def test_whoever_chose_the_wrong_role_leaves_and_joins_in_the_other(world: World) -> None:
    someone = await joined(world, "mentor")
    await world.call(someone, "POST", f"/participants/{someone.id}/leave")
    assert (await join(world, someone, "mentee")).status_code == 201
    assert [row["role"] for row in await world.rows("participant", person_id=someone.person_id)] == ["mentee"]


async def test_tabs_that_still_show_the_part_before_get_an_answer(world: World) -> None:
    someone = await joined(world, "mentor")
    await world.call(someone, "POST", f"/participants/{someone.id}/leave")
    for _ in range(5):
        old = (await world.rows("participant", person_id=someone.person_id))[0]["id"]
        part = Someone(someone.person_id, someone.email, someone.headers, old)
        answers = await asyncio.gather(
            *(enter(world, part, part.email) for _ in range(2)),
            join(world, part, "mentor"),
            save(world, part, PROFILES["mentor"]),
            world.call(part, "POST", f"/participants/{old}/leave"),
            publish(world, part),
        )
        assert {answer.status_code for answer in answers} <= {200, 201, 404, 409, 412, 422}, [each.text for each in answers]
        (left,) = await world.rows("participant", person_id=someone.person_id)
        await world.call(someone, "POST", f"/participants/{left['id']}/leave")


async def test_whoever_was_seen_by_others_does_not_come_back_as_somebody_new(world: World) -> None:
    someone = await ready(world, "mentor")
    await publish(world, someone)
    await world.call(someone, "POST", f"/participants/{someone.id}/leave")
    assert (await join(world, someone, "mentee")).json()["code"] == "already_takes_part"


async def test_an_invitation_admits_a_late_mentor_at_once(world: World) -> None:
    code = await invitation(world)
    now = datetime.now(UTC)
    await world.set_programme(mentor_signup_opens=now - timedelta(days=9), mentor_signup_closes=now - timedelta(days=1))
    mentor = await ready(world, "mentor", invitation=code)
    assert (await publish(world, mentor)).json()["state"] == "active"
    mentee = await world.mentee()
    assert (await world.send(mentee, mentor)).status_code == 201


async def test_an_invitation_is_used_up(world: World) -> None:
    code = await invitation(world, uses=2)
    for _ in range(2):
        await joined(world, "mentor", invitation=code)
    answer = await join(world, await world.person(), "mentor", invitation=code)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_admitted")


async def test_a_refused_join_uses_no_invitation_up(world: World) -> None:
    code = await invitation(world)
    taken = await joined(world, "mentee")
    assert (await join(world, taken, "mentor", invitation=code)).status_code == 409
    assert (await join(world, await world.person(), "mentor", invitation=code)).status_code == 201


async def test_only_a_good_invitation_admits(world: World) -> None:
    over = await invitation(world, closes=(datetime.now(UTC) - timedelta(minutes=1)).isoformat())
    mentees = await invitation(world, role="mentee")
    other = await World.make(world.sessions, world.keys, world.http)
    foreign = await invitation(other)
    for code in (over, mentees, foreign, "x" * 16):
        answer = await join(world, await world.person(), "mentor", invitation=code)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_admitted"), code


async def test_where_mentors_are_invited_no_other_signs_up(world: World) -> None:
    await world.set_programme(mentor_admission="invitation")
    answer = await join(world, await world.person(), "mentor")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_admitted")
    assert (await join(world, await world.person(), "mentee")).status_code == 201


@pytest.mark.parametrize(
    ("role", "needs"),
    [
        ("mentor", ["degree", "title", "story", "topics", "languages", "meets", "contact"]),
        ("mentee", ["school", "level", "languages", "expectations", "contact"]),
    ],
)
async def test_publishing_names_all_that_is_missing(world: World, role: str, needs: list[str]) -> None:
    someone = await joined(world, role)
    assert (await own(world, someone))["missing"] == needs
    answer = await publish(world, someone)
    assert (answer.status_code, answer.json()["code"]) == (409, "profile_incomplete")
    assert [each["pointer"] for each in answer.json()["errors"]] == [f"#/{name}" for name in needs]
    await save(world, someone, PROFILES[role])
    assert (await own(world, someone))["missing"] == ["contact"]
    await enter(world, someone, someone.email)
    assert (await own(world, someone))["missing"] == []
    assert (await publish(world, someone)).status_code == 200


@pytest.mark.parametrize(("admission", "state"), [("approval", "submitted"), ("register", "submitted")])
async def test_a_mentor_waits_for_approval(world: World, admission: str, state: str) -> None:
    await world.set_programme(mentor_admission=admission)
    mentor, mentee = await ready(world, "mentor"), await world.mentee()
    assert (await publish(world, mentor)).json() == {"id": str(mentor.id), "state": state}
    assert (await world.send(mentee, mentor)).status_code == 404
    approved = await world.call(world.coordinator, "POST", f"/participants/{mentor.id}/approve")
    assert approved.json()["state"] == "active"
    told = await world.rows("message", subject_id=mentor.id, kind="participant_approved")
    assert [row["recipient_id"] for row in told] == [mentor.person_id]
    assert (await world.send(mentee, mentor)).status_code == 201


async def test_a_mentee_is_active_at_once(world: World) -> None:
    mentee, mentor = await ready(world, "mentee"), await world.mentor()
    assert (await publish(world, mentee)).json()["state"] == "active"
    assert (await world.send(mentee, mentor)).status_code == 201


async def test_a_draft_asks_nobody(world: World) -> None:
    mentee, mentor = await ready(world, "mentee"), await world.mentor()
    answer = await world.send(mentee, mentor)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_a_participant")


async def test_a_profile_that_is_sent_back_is_corrected_and_published_again(world: World) -> None:
    mentor = await ready(world, "mentor")
    await publish(world, mentor)
    back = await world.call(world.coordinator, "POST", f"/participants/{mentor.id}/send-back")
    assert back.json()["state"] == "draft"
    assert (await world.call(world.coordinator, "POST", f"/participants/{mentor.id}/approve")).json()["code"] == "illegal_state"
    assert (await save(world, mentor, MENTOR | {"story": "I say more now."})).status_code == 200
    assert (await publish(world, mentor)).json()["state"] == "submitted"


async def test_who_is_sent_back_is_told_each_time_with_the_note_which_the_trail_does_not_keep(world: World) -> None:
    mentor = await ready(world, "mentor")
    for note in ({"note": "Say more."}, {"note": "And more."}, {}, None):
        await publish(world, mentor)
        back = await world.call(world.coordinator, "POST", f"/participants/{mentor.id}/send-back", json=note)
        assert back.json() == {"id": str(mentor.id), "state": "draft"}
    told = await world.rows("message", subject_id=mentor.id, kind="participant_sent_back")
    assert {each["recipient_id"] for each in told} == {mentor.person_id}
    by_occasion = {each["occasion"]: each["details"] for each in told}
    assert by_occasion == {0: {"note": "Say more."}, 1: {"note": "And more."}, 2: {}, 3: {}}
    trail = await world.rows("audit", subject_id=mentor.id, act="participant_sent_back")
    assert [each["details"] for each in trail] == [{}] * 4


async def own_part(world: World, someone: Someone) -> dict[str, Any]:
    seen = (await world.call(someone, "GET", f"/programmes/{world.programme_id}")).json()
    return dict(seen["participant"])


async def test_the_owner_of_a_profile_that_is_sent_back_reads_why_until_it_is_published_again(world: World) -> None:
    mentor = await ready(world, "mentor")
    assert (await own_part(world, mentor))["sent_back"] is None
    for note in ("Say more.", "And more.", None):
        await publish(world, mentor)
        assert (await own_part(world, mentor))["sent_back"] is None
        path = f"/participants/{mentor.id}/send-back"
        await world.call(world.coordinator, "POST", path, json={"note": note} if note else None)
        assert (await own_part(world, mentor))["sent_back"]["note"] == note


async def test_a_draft_says_until_when_it_can_be_published(world: World) -> None:
    mentor, mentee = await ready(world, "mentor"), await ready(world, "mentee")
    clock = (await world.call(mentor, "GET", f"/programmes/{world.programme_id}")).json()["clock"]
    for someone, role in ((mentor, "mentor"), (mentee, "mentee")):
        assert (await own_part(world, someone))["publish_until"] == clock[f"{role}_signup_closes"]
    await world.sql("UPDATE participant SET admitted_until = '2199-01-01T00:00:00Z' WHERE id = :id", id=mentor.id)
    assert (await own_part(world, mentor))["publish_until"] == "2199-01-01T00:00:00Z"
    await publish(world, mentee)
    assert (await own_part(world, mentee))["publish_until"] is None


async def test_a_note_that_is_too_long_sends_nothing_back(world: World) -> None:
    mentor = await ready(world, "mentor")
    await publish(world, mentor)
    path = f"/participants/{mentor.id}/send-back"
    assert (await world.call(world.coordinator, "POST", path, json={"note": "x" * 2001})).status_code == 422
    assert (await world.one("participant", id=mentor.id))["state"] == "submitted"
    assert (await world.call(world.coordinator, "POST", path, json={"note": "x" * 2000})).status_code == 200


async def test_publishing_twice_is_refused(world: World) -> None:
    mentee = await ready(world, "mentee")
    await publish(world, mentee)
    again = await publish(world, mentee)
    assert (again.status_code, again.json()["code"]) == (409, "illegal_state")


async def test_after_the_window_a_draft_is_not_published(world: World) -> None:
    mentee = await ready(world, "mentee")
    now = datetime.now(UTC)
    await world.set_programme(mentee_signup_opens=now - timedelta(days=9), mentee_signup_closes=now - timedelta(days=1))
    assert (await publish(world, mentee)).json()["code"] == "window_closed"


WARNED: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"graduation_year": datetime.now(UTC).year - 3}, ["short_career"]),
    ({"graduation_year": datetime.now(UTC).year - 4}, []),
    ({"lives_abroad": True}, ["lives_abroad"]),
    ({"in_working_life": False}, ["outside_working_life"]),
    ({"seeks": ["doctoral"]}, ["no_doctorate"]),
    ({"seeks": ["doctoral"], "doctorate": True}, []),
    (
        {"graduation_year": datetime.now(UTC).year, "lives_abroad": True, "in_working_life": False, "seeks": ["doctoral"]},
        ["short_career", "lives_abroad", "outside_working_life", "no_doctorate"],
    ),
]


@pytest.mark.parametrize(("profile", "warnings"), WARNED)
async def test_a_warning_is_never_a_refusal(world: World, profile: dict[str, Any], warnings: list[str]) -> None:
    mentor = await ready(world, "mentor", profile)
    assert (await own(world, mentor))["warnings"] == warnings
    assert (await publish(world, mentor)).status_code == 200


async def test_the_list_of_participants_filters_counts_and_pages(world: World) -> None:
    mentor, mentee = await world.mentor(places=2), await world.mentee()
    await world.sent(mentee, mentor)
    await world.matched(await world.mentee(), mentor)
    await world.mentor(state="submitted")
    path = f"/programmes/{world.programme_id}/participants"

    async def listed(**params: Any) -> dict[str, Any]:
        return dict((await world.call(world.coordinator, "GET", path, params=params)).json())

    mentors = (await listed(role="mentor", state="active"))["items"]
    assert [(each["places"], each["active_matches"], each["pending_requests"]) for each in mentors] == [(2, 1, 1)]
    assert {each["role"] for each in (await listed(role="mentee"))["items"]} == {"mentee"}
    assert len((await listed(state="submitted"))["items"]) == 1
    first = await listed(limit=3)
    rest = await listed(limit=3, cursor=first["next_cursor"])
    ids = [each["id"] for each in first["items"] + rest["items"]]
    assert (len(ids), ids, rest["next_cursor"]) == (4, sorted(ids), None)


async def test_a_rule_that_changes_after_joining_lets_no_stranger_in(world: World) -> None:
    mentor = await ready(world, "mentor")
    await world.set_programme(mentor_admission="invitation")
    assert (await publish(world, mentor)).json()["state"] == "submitted"


@pytest.mark.parametrize("rule", ["mentee_home_organisations", "mentee_affiliations"])
async def test_of_whom_nothing_is_known_is_admitted_by_invitation_alone(world: World, rule: str) -> None:
    await world.set_programme(**{rule: ["student"]})
    answer = await join(world, await world.person(), "mentee")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_admitted")
    code = await invitation(world, role="mentee")
    assert (await join(world, await world.person(), "mentee", invitation=code)).status_code == 201


HOME = "home.example"
AWAY = "away.example"


@pytest.mark.parametrize(
    ("homes", "kinds", "known", "admitted"),
    [
        ([], [], [], True),
        ([HOME], [], [(HOME, "student")], True),
        ([HOME], [], [(AWAY, "student")], False),
        ([HOME, AWAY], [], [(AWAY, "student")], True),
        ([], ["student"], [(AWAY, "student")], True),
        ([], ["student"], [(HOME, "alum"), (HOME, "member")], False),
        ([HOME], ["student"], [(HOME, "member"), (HOME, "student")], True),
        ([HOME], ["student"], [(HOME, "member"), (AWAY, "student")], False),
        ([], [], [(HOME, "staff")], False),
        ([], [], [(HOME, "faculty"), (HOME, "employee")], False),
        ([HOME], [], [(HOME, "staff"), (HOME, "member")], False),
        ([], [], [(HOME, "staff"), (HOME, "student")], True),
        ([], [], [(HOME, "staff"), (AWAY, "student")], True),
        ([], [], [(HOME, "employee")], True),
        ([], [], [(AWAY, "staff")], True),
        ([], ["staff", "faculty"], [(HOME, "staff")], True),
        ([HOME], ["employee"], [(HOME, "staff"), (HOME, "employee")], True),
    ],
)
async def test_mentees_are_admitted_by_what_they_are_where(
    world: World, homes: list[str], kinds: list[str], known: list[tuple[str, str]], admitted: bool
) -> None:
    await world.sql("UPDATE organisation SET domains = ARRAY[:home] WHERE id = :id", home=HOME, id=world.organisation_id)
    await world.set_programme(mentee_home_organisations=homes, mentee_affiliations=kinds)
    someone = await world.person()
    for home, kind in known:
        await world.affiliate(someone, kind, home=home)
    assert (await join(world, someone, "mentee")).status_code == (201 if admitted else 403)
    assert (await join(world, await world.affiliated("staff", home=HOME), "mentor")).status_code == 201


async def test_staff_who_are_invited_may_join_as_mentees(world: World) -> None:
    staff = await world.affiliated("staff")
    assert (await join(world, staff, "mentee")).json()["code"] == "not_admitted"
    assert (await join(world, staff, "mentee", invitation=await invitation(world, role="mentee"))).status_code == 201


async def test_nobody_joins_an_archived_programme(world: World) -> None:
    code = await invitation(world)
    invited, submitted = await ready(world, "mentor", invitation=code), await world.mentor(state="submitted")
    code = await invitation(world)
    await world.sql("UPDATE programme SET archived_at = clock_timestamp() WHERE id = :id", id=world.programme_id)
    assert (await join(world, await world.person(), "mentee")).status_code == 404
    assert (await join(world, world.coordinator, "mentee")).json()["code"] == "window_closed"
    assert (await join(world, world.coordinator, "mentor", invitation=code)).json()["code"] == "window_closed"
    assert (await publish(world, invited)).json()["code"] == "window_closed"
    approved = await world.call(world.coordinator, "POST", f"/participants/{submitted.id}/approve")
    assert approved.json()["code"] == "window_closed"
