"""Terms and consents: versioned, with time and wording (R34)."""

import asyncio
import hashlib
import re
from datetime import date
from pathlib import Path

import pytest

from kisalli.core.i18n import LANGUAGES
from kisalli.terms import wording as wordings
from kisalli.terms.models import ConsentKind
from kisalli.terms.wording import ASKED, TEXTS, VERSIONS, wording
from tests.factories import World

PO = Path(__file__).parents[2] / "frontend" / "src" / "features" / "taking-part" / "locales"
BOTH = [{"kind": "terms", "version": 1}, {"kind": "privacy", "version": 1}]


async def to_ask(world: World, someone: object) -> list[str]:
    answer = await world.call(someone, "GET", "/session")  # type: ignore[arg-type]
    asked: list[str] = answer.json()["terms_to_ask"]
    return asked


async def test_everybody_is_asked_once_and_it_is_written_down_in_which_wording(world: World) -> None:
    someone = await world.person()
    assert await to_ask(world, someone) == ["terms", "privacy"]
    answer = await world.call(
        await world.in_browser(someone), "POST", "/me/consents", json={"language": "fi", "agreements": BOTH}
    )
    assert answer.status_code == 204
    assert await to_ask(world, someone) == []
    listed = {each["kind"]: each for each in (await world.call(someone, "GET", "/me/consents")).json()}
    words = (TEXTS / "terms" / "1.fi.md").read_bytes()
    assert listed["terms"]["wording_hash"] == hashlib.sha256(words).hexdigest()
    assert (listed["privacy"]["version"], listed["privacy"]["language"]) == (1, "fi")


async def test_a_new_version_is_asked_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    someone = await world.person()
    await world.call(await world.in_browser(someone), "POST", "/me/consents", json={"language": "en", "agreements": BOTH})
    newer = VERSIONS | {ConsentKind.TERMS: (*VERSIONS[ConsentKind.TERMS], (2, date(2027, 1, 1)))}
    monkeypatch.setattr(wordings, "VERSIONS", newer)
    assert await to_ask(world, someone) == ["terms"]
    old = await world.call(await world.in_browser(someone), "POST", "/me/consents", json={"language": "en", "agreements": BOTH})
    assert (old.status_code, old.json()["code"]) == (409, "terms_changed")


async def test_agreeing_twice_at_once_is_written_down_once(world: World) -> None:
    someone = await world.person()
    body = {"language": "sv", "agreements": BOTH}
    browser = await world.in_browser(someone)
    answers = await asyncio.gather(*(world.call(browser, "POST", "/me/consents", json=body) for _ in range(4)))
    assert {answer.status_code for answer in answers} == {204}
    assert len(await world.rows("consent", person_id=someone.person_id)) == 2


async def test_carrying_a_profile_along_is_written_down_as_agreed(world: World) -> None:
    mentor, other = await world.mentor(), await World.make(world.sessions, world.keys, world.http)
    body = {"role": "mentor", "profile_from": str(mentor.id)}
    joined = await world.call(mentor, "POST", f"/programmes/{other.programme_id}/participants", json=body)
    assert joined.status_code == 201
    row = await world.one("consent", person_id=mentor.person_id)
    assert (row["kind"], str(row["participant_id"])) == ("profile_carried", joined.json()["id"])
    assert row["wording_hash"] == wording(ConsentKind.PROFILE_CARRIED, "en").digest


@pytest.mark.parametrize("language", LANGUAGES)
async def test_anybody_reads_the_terms_in_their_language(language: str, world: World) -> None:
    answer = await world.http.get("/api/v1/terms", headers={"Accept-Language": language})
    terms, privacy = answer.json()
    assert (terms["language"], terms["kind"], privacy["kind"]) == (language, "terms", "privacy")
    for each in (terms, privacy):
        assert each["title"] and all(section["heading"] and section["paragraphs"] for section in each["sections"])


@pytest.mark.parametrize("kind", ConsentKind)
def test_every_version_is_whole_in_every_language(kind: ConsentKind) -> None:
    files = {each.name for each in (TEXTS / kind).iterdir()}
    assert files == {f"{version}.{language}.md" for version, _ in VERSIONS[kind] for language in LANGUAGES}
    shapes = {tuple(len(section.paragraphs) for section in wording(kind, language).sections) for language in LANGUAGES}
    assert len(shapes) == 1
    assert [version for version, _ in VERSIONS[kind]] == list(range(1, len(VERSIONS[kind]) + 1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_agreed_to_when_a_profile_is_carried_along_is_what_the_form_says(language: str) -> None:
    catalogue = dict(re.findall(r'msgid "(.+)"\nmsgstr "(.*)"', (PO / f"{language}.po").read_text()))
    its = wording(ConsentKind.PROFILE_CARRIED, language)
    assert its.title == catalogue["Start from an earlier profile of yours"]
    assert its.sections[0].paragraphs == (catalogue["Your words are copied, your contact details are not."],)


# Whoever changes the words of a version that somebody may have agreed to changes what they agreed to: make another version.
DIGESTS = {
    ("terms", "en"): "cb9e364d6e6f522f",
    ("terms", "fi"): "297ea073ca68dfa6",
    ("terms", "sv"): "74ec3cfbda7f864e",
    ("privacy", "en"): "c85798804670a09c",
    ("privacy", "fi"): "f5a0b9009bdea4fd",
    ("privacy", "sv"): "25e532cbe3e75d89",
}


@pytest.mark.parametrize("kind", ASKED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wording_in_force_stays_as_it_is(kind: ConsentKind, language: str) -> None:
    assert wording(kind, language).digest.hex()[:16] == DIGESTS[kind, language]
