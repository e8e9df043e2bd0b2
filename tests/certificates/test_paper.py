"""The paper: a tagged PDF in the language that was asked for, and nobody's name breaks it."""

import re
from datetime import date
from typing import Any

import pytest

from kisalli.certificates import paper
from kisalli.certificates.schemas import PaperOut
from kisalli.core.budgets import Budget
from kisalli.programmes.models import Role
from tests.certificates.ended import issued, pair
from tests.factories import World

ORIGIN = "https://mentoring.example.org"
SAID = PaperOut(
    code="ABCD-EFGH-JKLM-NPQR",
    name="Maija Virtanen",
    role=Role.MENTOR,
    organisation="Esimerkin yliopisto",
    names={"en": "Mentoring 2026", "fi": "Mentorointi 2026"},
    roles={"en": "mentor", "fi": "mentori", "sv": "mentor"},
    begins_on=date(2026, 1, 20),
    ends_on=date(2026, 6, 30),
    meetings_held=6,
    issued_on=date(2026, 7, 1),
)


def facts(said: PaperOut, language: str) -> dict[str, str]:
    listed = paper.words(said, language, ORIGIN)["facts"]
    assert isinstance(listed, list)
    return {each["name"]: each["value"] for each in listed}


async def test_its_owner_downloads_it_in_each_language(world: World) -> None:
    mentor, _ = await pair(world)
    said = await issued(world, mentor)
    for language in ("en", "fi", "sv"):
        path = f"/participants/{mentor.id}/certificate/paper"
        answer = await world.call(mentor, "GET", path, params={"language": language})
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["content-disposition"] == f'attachment; filename="certificate-{said["code"]}.pdf"'
        assert answer.headers["cache-control"] == "no-store"
        assert answer.content.startswith(b"%PDF-")
        assert f"/Lang({language})".encode() in answer.content
    asked = await world.call(mentor, "GET", path, headers={"Accept-Language": "fi"})
    assert asked.headers["content-language"] == "fi"


async def test_without_a_certificate_there_is_no_paper(world: World) -> None:
    mentor, _ = await pair(world)
    assert (await world.call(mentor, "GET", f"/participants/{mentor.id}/certificate/paper")).status_code == 404


async def test_papers_are_not_drawn_without_end(world: World, app_state: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    mentor, mentee = await pair(world)
    await issued(world, mentor)
    await issued(world, mentee)
    monkeypatch.setitem(app_state, "papers_made", Budget(1, 3600))
    asked = [(mentor, 200), (mentor, 429), (mentee, 200)]
    for someone, status in asked:
        answer = await world.call(someone, "GET", f"/participants/{someone.id}/certificate/paper")
        assert answer.status_code == status


@pytest.mark.parametrize("language", ["en", "fi", "sv"])
@pytest.mark.parametrize("name", ["Maija Virtanen", "#panic() $x$ *y* \\", "王小明 محمد", "W" * 200, "\u202eevil\u2069"])
async def test_it_is_one_tagged_page_whatever_somebody_is_called(language: str, name: str) -> None:
    made = await paper.draw(SAID.model_copy(update={"name": name}), language, ORIGIN)
    assert b"/MarkInfo" in made
    assert b"/StructTreeRoot" in made
    assert re.findall(rb"/Type/Pages/Count (\d+)", made) == [b"1"]


def test_the_line_of_meetings_stands_where_they_are_known() -> None:
    assert facts(SAID, "en")["Meetings held"] == "6"
    assert facts(SAID, "fi")["Pidettyjä tapaamisia"] == "6"
    for none in (None, 0):
        assert "Meetings held" not in facts(SAID.model_copy(update={"meetings_held": none}), "en")


def test_dates_and_role_are_in_the_papers_language() -> None:
    assert facts(SAID, "en")["Period"] == "20 January 2026 – 30 June 2026"
    assert facts(SAID, "fi")["Ajankohta"] == "20. tammikuuta 2026 – 30. kesäkuuta 2026"
    assert facts(SAID, "sv")["Utfärdat"] == "1 juli 2026"
    assert facts(SAID, "fi")["Rooli"] == "Mentori"


def test_a_programme_without_a_name_in_a_language_keeps_one_that_it_has() -> None:
    words = paper.words(SAID, "sv", ORIGIN)
    assert (words["programme"], words["named"]) == ("Mentoring 2026", "en")
    assert words["address"] == f"{ORIGIN}/certificates/ABCD-EFGH-JKLM-NPQR"
