"""Results: summed up for coordinators, of anonymous surveys after closing and from five answers on; as files."""

import csv
import io
import itertools
import zipfile
from typing import Any
from uuid import UUID

import pytest

from tests.factories import Someone, World
from tests.surveys.forms import ANSWERS, answer, answered, close, code, draft, edit, published, question, results


async def answered_by(world: World, survey_id: UUID, role: str, count: int, language: str = "en", **given: Any) -> list[Someone]:
    people = [await (world.mentor() if role == "mentor" else world.mentee()) for _ in range(count)]
    for each in people:
        await answered(world, each, survey_id, {"going": 4} | given, language=language)
    return people


def of(group: dict[str, Any], key: str) -> dict[str, Any]:
    (found,) = [each for each in group["questions"] if each["key"] == key]
    return dict(found)


def counts(result: dict[str, Any]) -> dict[Any, int]:
    return {each["value"]: each["count"] for each in result["counts"]}


async def test_answers_of_every_kind_are_summed_up(world: World) -> None:
    survey_id = await published(world, anonymous=False)
    for number in range(3):
        given = ANSWERS | {"going": 3 + number, "again": number > 0, "drinks": ["tea", "water"][: number + 1]}
        await answered(world, await world.mentee(), survey_id, given, anonymous=False)
    await world.mentee()
    got = (await results(world, survey_id)).json()
    assert (got["answers"], got["asked"], got["least"], got["withheld"]) == (3, 4, 1, False)
    (everybody,) = got["groups"]
    assert counts(of(everybody, "going")) == {1: 0, 2: 0, 3: 1, 4: 1, 5: 1}
    assert (of(everybody, "going")["mean"], of(everybody, "recommend")["mean"]) == (4.0, 9.0)
    assert counts(of(everybody, "recommend")) == {number: 3 if number == 9 else 0 for number in range(11)}
    assert counts(of(everybody, "drink")) == {"tea": 3, "coffee": 0, "water": 0}
    assert counts(of(everybody, "drinks")) == {"tea": 3, "coffee": 0, "water": 2}
    assert counts(of(everybody, "again")) == {True: 2, False: 1}
    assert of(everybody, "why")["texts"] == ["It went well."] * 3
    assert {each["value"]: each["answers"] for each in (await results(world, survey_id, "role")).json()["groups"]} == {
        "mentee": 3
    }


async def test_results_of_an_anonymous_survey_wait_for_its_end_and_for_five_answers(world: World) -> None:
    few, enough = await published(world), await published(world)
    await answered_by(world, few, "mentee", 4, why="Four words")
    await answered_by(world, enough, "mentee", 5, why="Five words")
    for survey_id in (few, enough):
        assert code(await results(world, survey_id)) == (409, "results_not_ready")
        export = await world.call(world.coordinator, "GET", f"/surveys/{survey_id}/export")
        assert code(export) == (409, "results_not_ready")
        await close(world, survey_id)
    got = (await results(world, few)).json()
    assert (got["answers"], got["withheld"], got["groups"], got["cuts"]) == (4, True, [], [])
    file = await world.call(world.coordinator, "GET", f"/surveys/{few}/export")
    assert "Four words" not in file.text
    (everybody,) = (await results(world, enough)).json()["groups"]
    assert counts(of(everybody, "going"))[4] == 5
    assert of(everybody, "why")["texts"] == ["Five words"] * 5


async def test_words_and_cuts_of_fewer_than_five_are_withheld(world: World) -> None:
    survey_id = await published(world)
    await answered_by(world, survey_id, "mentee", 5)
    await answered_by(world, survey_id, "mentee", 3, why="Planted words")
    await answered_by(world, survey_id, "mentor", 4)
    await close(world, survey_id)
    got = await results(world, survey_id)
    assert "Planted words" not in got.text
    assert of(got.json()["groups"][0], "why") == {
        "key": "why",
        "withheld": True,
        "answered": None,
        "counts": [],
        "mean": None,
        "texts": [],
    }
    assert got.json()["cuts"] == ["language"]  # four mentors would be told apart by role
    split = (await results(world, survey_id, "role")).json()
    assert (split["groups"], split["by"]) == ([], "role")
    for form in ("csv", "xlsx"):
        file = await world.call(world.coordinator, "GET", f"/surveys/{survey_id}/export", params={"format": form})
        assert file.status_code == 200
        assert b"Planted words" not in unpacked(file.content, form)


@pytest.mark.parametrize(
    "groups",
    [
        {("mentee", "en"): 5, ("mentor", "fi"): 5},
        {("mentee", "en"): 6, ("mentee", "fi"): 5, ("mentor", "en"): 1},
        {("mentee", "en"): 4, ("mentee", "fi"): 5, ("mentor", "en"): 5, ("mentor", "fi"): 1},
        {("mentee", "sv"): 2, ("mentor", "fi"): 2},
        {("mentee", "en"): 9, ("mentor", "sv"): 3, ("mentor", "fi"): 6},
    ],
    ids=str,
)
async def test_no_two_answers_of_the_service_differ_by_fewer_than_five(world: World, groups: dict[tuple[str, str], int]) -> None:
    survey_id = await published(world)
    for (role, language), count in groups.items():
        await answered_by(world, survey_id, role, count, language)
    await close(world, survey_id)
    shown: dict[tuple[str | None, str | None], int] = {}
    for by in (None, "role", "language"):
        for group in (await results(world, survey_id, by)).json()["groups"]:
            shown[by, group["value"]] = group["answers"]
            assert of(group, "going")["answered"] == group["answers"]
    assert all(count >= 5 for count in shown.values())
    whole = shown.get((None, None), 0)
    assert all(whole == count or whole - count >= 5 for count in shown.values())
    for one, other in itertools.combinations(shown, 2):
        if None not in {one[0], other[0]} and one[0] != other[0]:  # a role and a language: what they share and what not
            role, language = (one[1], other[1]) if one[0] == "role" else (other[1], one[1])
            both = sum(count for atom, count in groups.items() if atom == (role, language))
            assert all(rest == 0 or rest >= 5 for rest in (both, shown[one] - both, shown[other] - both))


async def test_asking_again_tells_nothing_new_for_nothing_changes_after_closing(world: World) -> None:
    survey_id = await published(world)
    await answered_by(world, survey_id, "mentee", 6, why="Words")
    await close(world, survey_id)
    first = (await results(world, survey_id)).json()
    late = await world.mentee()
    assert code(await answer(world, late, survey_id, {"going": 1})) == (409, "survey_closed")
    assert code(await edit(world, survey_id, closes_at="2090-01-01T00:00:00Z")) == (409, "survey_closed")
    again = (await results(world, survey_id)).json()
    assert again["groups"] == first["groups"]


def unpacked(content: bytes, form: str) -> bytes:
    if form == "csv":
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return b"".join(book.read(name) for name in book.namelist())


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
async def test_cells_that_a_spreadsheet_would_compute_are_harmless(world: World, start: str) -> None:
    survey_id = await published(world, anonymous=False, questions=[question("why", "text")])
    mentee = await world.mentee(name=f"{start}1+1")
    await answered(world, mentee, survey_id, {"why": "x"}, anonymous=False)
    await world.sql(  # what the API strips, an import might bring
        "UPDATE survey_answer SET texts = jsonb_build_object('why', CAST(:words AS text)) WHERE survey_id = :id",
        words=f"{start}1+1",
        id=survey_id,
    )
    file = await world.call(world.coordinator, "GET", f"/surveys/{survey_id}/export")
    lines = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"), newline="")))
    assert lines == [["Name", "Role", "why en"], [f"'{start}1+1", "Mentees", f"'{start}1+1"]]
    assert file.headers["content-disposition"].startswith("attachment;")
    book = await world.call(world.coordinator, "GET", f"/surveys/{survey_id}/export", params={"format": "xlsx"})
    assert b"<f>" not in unpacked(book.content, "xlsx")
    assert b"'" in unpacked(book.content, "xlsx")
    (*_, read) = await world.rows("data_read", operation="export_survey", programme_id=world.programme_id)
    assert read["subjects"] == [mentee.id]


async def test_a_file_speaks_the_language_that_is_asked_for(world: World) -> None:
    survey_id = await published(world, anonymous=False)
    await answered(world, await world.mentee(), survey_id, anonymous=False)
    for language, head in {"fi": "Nimi,Rooli", "sv": "Namn,Roll", "en": "Name,Role"}.items():
        file = await world.call(world.coordinator, "GET", f"/surveys/{survey_id}/export", params={"language": language})
        first, second, *_ = file.content.decode("utf-8-sig").splitlines()
        assert (
            first
            == f"{head},going {language},recommend {language},drink {language},drinks {language},again {language},why {language}"
        )
        assert second.split(",")[2:5] == ["4", "9", f"tea {language}"]


async def test_partners_and_participants_never_see_anybodys_answers(world: World) -> None:
    mentor, mentee = await world.mentor(), await world.mentee()
    await world.matched(mentee, mentor)
    survey_id = await published(world, anonymous=False)
    await answered(world, mentee, survey_id, ANSWERS | {"why": "Planted words"}, anonymous=False)
    for path in ("", "/results", "/export", "/help"):
        got = await world.call(mentor, "GET", f"/surveys/{survey_id}{path}")
        assert "Planted words" not in got.text
        assert got.status_code == (403 if path else 200)
    got = await world.call(mentor, "GET", f"/programmes/{world.programme_id}/surveys")
    assert "Planted words" not in got.text


async def test_an_anonymous_answer_leaves_nothing_beside_itself(world: World) -> None:
    survey_id, mentee = await published(world), await world.mentee()
    before = {table: len(await world.rows(table)) for table in ("audit", "idempotency", "message")}
    key = {"Idempotency-Key": "the-same-key-again"}  # what a client may send all the same
    path, given = f"/surveys/{survey_id}/answer", {"anonymous": True, "language": "en", "answers": ANSWERS}
    assert (await world.call(mentee, "PUT", path, json=given, headers=key)).status_code == 200
    assert {table: len(await world.rows(table)) for table in before} == before
    (turnout,) = await world.rows("survey_turnout", survey_id=survey_id)
    assert turnout == {"survey_id": survey_id, "participants": [mentee.id]}


async def test_a_draft_has_no_results_of_anybody(world: World) -> None:
    assert code(await results(world, await draft(world))) == (409, "results_not_ready")
    got = (await results(world, await draft(world, anonymous=False))).json()
    assert (got["answers"], got["withheld"], got["groups"]) == (0, True, [])
