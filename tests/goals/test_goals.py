"""Goals (R19): the mentee's to write, everybody's in the match to read and to say something of; nothing that was is lost."""

from typing import Any

import pytest

from tests.factories import Someone, World
from tests.meetings.arranging import Pair


@pytest.fixture
async def pair(world: World) -> Pair:
    return await Pair.make(world)


async def written(pair: Pair, **more: Any) -> str:
    body = {"title": "Find three people to talk to"} | more
    answer = await pair.call(pair.mentee, "POST", f"/matches/{pair.match_id}/goals", json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def step(pair: Pair, someone: Someone, **body: Any) -> Any:
    return await pair.call(someone, "POST", f"/matches/{pair.match_id}/steps", json={"words": "Write to Maija"} | body)


async def plan(pair: Pair, someone: Someone) -> dict[str, Any]:
    return dict((await pair.call(someone, "GET", f"/matches/{pair.match_id}/goals")).json())


async def test_goals_are_the_mentees_and_steps_are_everybodys(pair: Pair) -> None:
    goal_id = await written(pair, target_on="2027-03-31")
    refused = await pair.call(pair.mentor, "POST", f"/matches/{pair.match_id}/goals", json={"title": "Mine"})
    assert (refused.status_code, refused.json()["code"]) == (403, "not_the_mentee")
    for verb, body in (("close", {"outcome": "reached"}), ("reopen", {})):
        assert (await pair.call(pair.mentor, "POST", f"/goals/{goal_id}/{verb}", json=body)).status_code == 403
    changed = await pair.call(pair.mentor, "PATCH", f"/goals/{goal_id}", json={"title": "Mine"}, headers={"If-Match": "*"})
    assert changed.status_code == 403
    for someone in (pair.mentor, pair.mentee):
        assert (await step(pair, someone, goal_id=goal_id)).status_code == 201
        assert (await step(pair, someone)).status_code == 201
        assert (await pair.call(someone, "POST", f"/goals/{goal_id}/reviews", json={"words": "It goes well."})).status_code == 201
    read = await plan(pair, pair.mentor)
    assert [(len(each["steps"]), each["target_on"]) for each in read["goals"]] == [(2, "2027-03-31")]
    assert len(read["steps"]) == 2


async def test_what_a_goal_was_stays_in_its_history(pair: Pair) -> None:
    goal_id = await written(pair, target_on="2027-03-31")
    read = await pair.call(pair.mentee, "GET", f"/goals/{goal_id}")
    tag = read.headers["etag"]
    patch = {"target_on": None, "title": "Find two people to talk to"}
    changed = await pair.call(pair.mentee, "PATCH", f"/goals/{goal_id}", json=patch, headers={"If-Match": tag})
    assert changed.json()["title"] == "Find two people to talk to" and changed.json()["target_on"] is None
    stale = await pair.call(pair.mentee, "PATCH", f"/goals/{goal_id}", json={"why": "x"}, headers={"If-Match": tag})
    assert stale.status_code == 412
    same = {"title": "Find two people to talk to"}
    await pair.call(pair.mentee, "PATCH", f"/goals/{goal_id}", json=same, headers={"If-Match": "*"})
    await pair.call(pair.mentee, "POST", f"/goals/{goal_id}/close", json={"outcome": "reached"})
    await pair.call(pair.mentee, "POST", f"/goals/{goal_id}/reopen")
    whole = (await pair.call(pair.mentor, "GET", f"/goals/{goal_id}")).json()
    history = [(each["title"], each["target_on"], each["state"]) for each in whole["history"]]
    assert history == [
        ("Find three people to talk to", "2027-03-31", "open"),
        ("Find two people to talk to", None, "open"),
        ("Find two people to talk to", None, "reached"),
    ], "and a change to the same is none"


async def test_a_closed_goal_is_changed_only_when_it_is_taken_up_again(pair: Pair) -> None:
    goal_id = await written(pair)
    closed = await pair.call(pair.mentee, "POST", f"/goals/{goal_id}/close", json={"outcome": "let_go"})
    assert closed.json() == {"id": goal_id, "state": "let_go"}
    headers = {"If-Match": "*"}
    assert (await pair.call(pair.mentee, "PATCH", f"/goals/{goal_id}", json={"why": "x"}, headers=headers)).status_code == 409
    assert (await step(pair, pair.mentor, goal_id=goal_id)).json()["code"] == "goal_closed"
    twice = await pair.call(pair.mentee, "POST", f"/goals/{goal_id}/close", json={"outcome": "reached"})
    assert (twice.status_code, twice.json()["code"]) == (409, "goal_closed")
    assert (await pair.call(pair.mentee, "POST", f"/goals/{goal_id}/reopen")).json()["state"] == "open"


async def test_a_step_is_ticked_off_changed_and_taken_away(pair: Pair) -> None:
    step_id = (await step(pair, pair.mentee, due_on="2027-02-01")).json()["id"]
    done = await pair.call(pair.mentor, "PATCH", f"/steps/{step_id}", json={"done": True})
    assert done.json() == {"id": step_id, "done": True}
    (first,) = (await plan(pair, pair.mentee))["steps"]
    await pair.call(pair.mentor, "PATCH", f"/steps/{step_id}", json={"done": True, "due_on": None})
    (again,) = (await plan(pair, pair.mentee))["steps"]
    assert again["done_at"] == first["done_at"] and again["due_on"] is None, "ticked twice, done once"
    assert (await pair.call(pair.mentor, "DELETE", f"/steps/{step_id}")).status_code == 204
    assert (await pair.call(pair.mentor, "DELETE", f"/steps/{step_id}")).status_code == 404


async def test_a_step_of_another_matchs_goal_is_not_found(pair: Pair) -> None:
    other = await Pair.make(pair.world)
    refused = await step(pair, pair.mentee, goal_id=await written(other))
    assert refused.status_code == 404


async def test_too_many_goals_are_no_plan(pair: Pair) -> None:
    for _ in range(20):
        goal_id = await written(pair)
    refused = await pair.call(pair.mentee, "POST", f"/matches/{pair.match_id}/goals", json={"title": "One more"})
    assert (refused.status_code, refused.json()["code"]) == (409, "too_many")
    await pair.call(pair.mentee, "POST", f"/goals/{goal_id}/close", json={"outcome": "let_go"})
    await written(pair)
    assert (await pair.call(pair.mentee, "POST", f"/goals/{goal_id}/reopen")).status_code == 409


async def test_after_the_match_goals_can_be_read_and_not_written(pair: Pair) -> None:
    goal_id = await written(pair)
    step_id = (await step(pair, pair.mentee)).json()["id"]
    await pair.call(pair.mentor, "POST", f"/matches/{pair.match_id}/end", json={})
    assert len((await plan(pair, pair.mentee))["goals"]) == 1
    for method, path, body in (
        ("POST", f"/matches/{pair.match_id}/goals", {"title": "x"}),
        ("POST", f"/goals/{goal_id}/close", {"outcome": "reached"}),
        ("PATCH", f"/steps/{step_id}", {"done": True}),
        ("DELETE", f"/steps/{step_id}", None),
    ):
        refused = await pair.call(pair.mentee, method, path, json=body)
        assert (path, refused.json().get("code")) == (path, "match_ended")
